/** Every answer that says no, as RFC 9457 problem details, whoever refuses: controller, filter or Tomcat itself. */
@NullMarked
package holdfast.app.api.problem;

import org.jspecify.annotations.NullMarked;
