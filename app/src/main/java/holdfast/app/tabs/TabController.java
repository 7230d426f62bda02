package holdfast.app.tabs;

import holdfast.app.api.MinPosition;
import holdfast.app.api.Page;
import holdfast.app.api.PageRequest;
import holdfast.app.api.problem.ProblemType;
import holdfast.app.api.validation.Identifier;
import holdfast.app.tabs.OpenTabs.OpenTab;
import org.axonframework.queryhandling.QueryGateway;
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
    private final QueryGateway queries;

    TabController(OpenTabs tabs, QueryGateway queries) {
        this.tabs = tabs;
        this.queries = queries;
    }

    @GetMapping
    ResponseEntity<Page<OpenTab>> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            MinPosition position) {
        PageRequest page = PageRequest.of(limit, cursor);
        tabs.awaitTable(position);
        FindOpenTabs query = new FindOpenTabs(page.limit(), page.after());
        return Page.of(queries.query(query, FindOpenTabs.Found.class).join().tabs(), page, OpenTab::position);
    }

    /** Without an entity tag: the tab's version says nothing about its order. */
    @GetMapping("/{tab}")
    TabBody get(@PathVariable @Identifier String tab, MinPosition position) {
        tabs.awaitTabs(position);
        TabBody body = tabs.tab(tab);
        if (body.version() == 0) {
            throw ProblemType.NOT_FOUND
                    .because("The tab " + tab + " was never used.")
                    .exception();
        }
        return body;
    }
}
