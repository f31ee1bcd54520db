package dev.signalbox.testkit.coverage;

import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.testkit.run.PlayedRun;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers what runs went through, child runs for their own flows. Flows that were never run are there all the same. */
public final class Coverage {
    private final Map<FlowName, Entry> flows = new LinkedHashMap<>();

    private record Entry(String file, Points points, Set<Point> covered) {}

    /** Counts a flow, whether or not it will be run. */
    public void expect(Flow flow) {
        flows.computeIfAbsent(
                flow.name(), name -> new Entry(flow.place().span().file(), Points.of(flow), new HashSet<>()));
    }

    /** Counts what a run went through, where its flow is one of those expected. */
    public void add(PlayedRun run) {
        Entry entry = flows.get(run.flow().flow().name());
        if (entry != null) {
            entry.covered().addAll(Traces.of(run, entry.points()));
        }
    }

    /** By flow, in the order in which they were expected. */
    public List<FlowCoverage> flows() {
        List<FlowCoverage> all = new ArrayList<>();
        flows.forEach((name, entry) -> all.add(
                new FlowCoverage(name.value(), entry.file(), entry.points().all(), entry.covered())));
        return all;
    }
}
