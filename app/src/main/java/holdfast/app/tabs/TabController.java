package holdfast.app.tabs;

import holdfast.app.api.MinPosition;
import holdfast.app.api.Page;
import holdfast.app.api.PageRequest;
import holdfast.app.api.problem.ProblemType;
import holdfast.app.api.validation.Identifier;
import holdfast.app.eventstore.Positions;
import holdfast.app.tabs.OpenTabs.OpenTab;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows tabs with their open orders. */
@RestController
@RequestMapping("/v1/tabs")
class TabController {

    private final OpenTabs tabs;
    private final Positions positions;

    TabController(OpenTabs tabs, Positions positions) {
        this.tabs = tabs;
        this.positions = positions;
    }

    @GetMapping
    ResponseEntity<Page<TabBody>> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            MinPosition position) {
        PageRequest page = PageRequest.of(limit, cursor);
        tabs.await(position);
        List<OpenTab> found = tabs.find(page);
        ResponseEntity<Page<OpenTab>> answer = Page.of(found, page, OpenTab::position);
        return ResponseEntity.ok().headers(answer.getHeaders()).body(bodies(found, page, answer));
    }

    private static Page<TabBody> bodies(List<OpenTab> found, PageRequest page, ResponseEntity<Page<OpenTab>> answer) {
        List<TabBody> items =
                found.stream().limit(page.limit()).map(OpenTab::body).toList();
        return new Page<>(
                items, answer.getBody() == null ? null : answer.getBody().nextCursor());
    }

    /** Without an entity tag: the tab's version says nothing about its order. */
    @GetMapping("/{tab}")
    TabBody get(@PathVariable @Identifier String tab, MinPosition position) {
        positions.awaitHead(position);
        TabBody body = tabs.tab(tab);
        if (body.version() == 0) {
            throw ProblemType.NOT_FOUND
                    .because("The tab " + tab + " was never used.")
                    .exception();
        }
        return body;
    }
}
