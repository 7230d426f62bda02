/** The services under test as processes: their start and end, processor time and memory. */
@NullMarked
package holdfast.benchmark.service;

import org.jspecify.annotations.NullMarked;
