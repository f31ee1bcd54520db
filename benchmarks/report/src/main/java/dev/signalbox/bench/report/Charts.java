package dev.signalbox.bench.report;

import java.util.Comparator;
import java.util.List;

/** The charts of the document. */
final class Charts {
    private Charts() {}

    static String throughput(Numbers numbers) {
        Chart chart = new Chart();
        chart.add(group(numbers, "w1", "", "W1: ten states and a branch in memory, runs a second"));
        chart.add(group(numbers, "w2", Target.SIXTEEN, "W2: five durable calls, a person, five more; 16 side by side"));
        chart.add(group(numbers, "w2", Target.ONE, "W2, one at a time"));
        Entry ours = numbers.find("w4", "signalbox", "paused");
        Entry flowable = numbers.find("w4", "flowable", "paused");
        if (ours != null && flowable != null) {
            chart.add(new Chart.Group(
                    "W4: paused runs made a second",
                    List.of(
                            new Chart.Bar("Signalbox, SQLite", ours.figure("per_second"), "ours", 5000),
                            new Chart.Bar("Flowable, PostgreSQL", flowable.figure("per_second"), "peer", 0))));
        }
        return chart.svg(
                "Signalbox beside its peers",
                "Runs a second on a logarithmic axis; the same numbers stand in the tables of the document.");
    }

    private static Chart.Group group(Numbers numbers, String workload, String variant, String title) {
        List<Chart.Bar> bars = numbers.of(workload).stream()
                .filter(entry -> entry.variant().equals(variant))
                .sorted(Comparator.comparingDouble(Entry::rate).reversed())
                .map(entry -> new Chart.Bar(
                        Subjects.label(entry.subject()),
                        entry.rate(),
                        Subjects.kind(entry.subject()),
                        Target.rateNeeded(numbers, entry)))
                .toList();
        return new Chart.Group(title, bars);
    }
}
