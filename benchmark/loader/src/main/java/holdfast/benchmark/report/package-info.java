/** What was measured, as Markdown, as a chart and as raw figures. */
@NullMarked
package holdfast.benchmark.report;

import org.jspecify.annotations.NullMarked;
