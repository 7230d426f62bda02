package holdfast.app.security;

/** Whom a key stands for. */
record Caller(String name, String role) {}
