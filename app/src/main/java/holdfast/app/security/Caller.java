package holdfast.app.security;

import java.security.Principal;

/** Whom a key stands for. */
record Caller(String name, String role) implements Principal {

    @Override
    public String getName() {
        return name;
    }
}
