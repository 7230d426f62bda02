package holdfast.app.apidocs;

import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the description of the API to everybody who can reach the service: it is no secret. */
@RestController
class ApiDocumentController {

    private final ApiDocument document;

    ApiDocumentController(ApiDocument document) {
        this.document = document;
    }

    @GetMapping(path = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> document() {
        ApiDocument.Text text = document.text();
        return ResponseEntity.ok().eTag(text.tag()).body(text.json().getBytes(StandardCharsets.UTF_8));
    }
}
