package holdfast.benchmark.service;

/** Processor time used since a process began, by the service, by its database and by the loader. */
public record CpuSeconds(double service, double database, double loader) {

    public CpuSeconds minus(CpuSeconds earlier) {
        return new CpuSeconds(service - earlier.service, database - earlier.database, loader - earlier.loader);
    }

    public CpuSeconds plus(CpuSeconds other) {
        return new CpuSeconds(service + other.service, database + other.database, loader + other.loader);
    }

    /** Without the loader. */
    public double served() {
        return service + database;
    }
}
