package holdfast.app.dashboard;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.TemplateSpec;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;

/** Draws the parts of the dashboard; the same figures always give the same text, whatever the time is. */
@Component
class Panels {

    private static final String TEMPLATE = "panels";

    private final ITemplateEngine templates;

    Panels(ITemplateEngine templates) {
        this.templates = templates;
    }

    Map<Panel, String> draw(Figures figures) {
        Context context = new Context(
                Locale.ENGLISH,
                Map.of(
                        "f",
                        figures,
                        "words",
                        new Words(),
                        "chart",
                        MinuteChart.of(figures.orders().perMinute())));
        Map<Panel, String> drawn = new EnumMap<>(Panel.class);
        for (Panel panel : Panel.values()) {
            TemplateSpec part = new TemplateSpec(TEMPLATE, Set.of(panel.id()), TemplateMode.HTML, null);
            drawn.put(panel, templates.process(part, context).strip());
        }
        return drawn;
    }
}
