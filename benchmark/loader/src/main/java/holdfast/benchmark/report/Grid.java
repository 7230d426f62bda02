package holdfast.benchmark.report;

import holdfast.benchmark.load.Workload;
import java.util.List;
import java.util.Optional;

/** Finds the results of a service for a workload and a number of clients. */
record Grid(List<Result> results) {

    List<String> services() {
        return results.stream()
                .map(Result::service)
                .distinct()
                .sorted(java.util.Comparator.reverseOrder())
                .toList();
    }

    List<Workload> workloads() {
        return results.stream().map(Result::workload).distinct().sorted().toList();
    }

    List<Integer> clients() {
        return results.stream().map(Result::clients).distinct().sorted().toList();
    }

    Optional<Figures> find(String service, Workload workload, int clients) {
        List<Result> found = results.stream()
                .filter(result -> result.service().equals(service)
                        && result.workload() == workload
                        && result.clients() == clients)
                .toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(Figures.of(found));
    }
}
