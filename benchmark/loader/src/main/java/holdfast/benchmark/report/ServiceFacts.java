package holdfast.benchmark.report;

import holdfast.benchmark.service.RunningService;

/** What starting and keeping a service costs; memory in MiB, after all measurements. */
public record ServiceFacts(
        String service, double startUpSeconds, double serviceMemory, double databaseMemory, String database) {

    public static ServiceFacts of(RunningService service) {
        return new ServiceFacts(
                service.name(),
                service.startUp().toMillis() / 1_000.0,
                service.serviceMemory(),
                service.databaseMemory(),
                service.databaseVersion());
    }
}
