package holdfast.app.api;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** Limits of the HTTP interface: {@code maxBody} is the largest request body that is read, 1 byte to 64 MB. */
@ConfigurationProperties("holdfast.http")
record HttpProperties(@DefaultValue("256KB") DataSize maxBody) {

    HttpProperties {
        if (maxBody.toBytes() < 1 || maxBody.compareTo(DataSize.ofMegabytes(64)) > 0) {
            throw new IllegalArgumentException("holdfast.http.max-body must be between 1B and 64MB");
        }
    }
}
