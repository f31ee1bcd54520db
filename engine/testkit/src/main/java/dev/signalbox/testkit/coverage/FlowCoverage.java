package dev.signalbox.testkit.coverage;

import dev.signalbox.dsl.graph.Way;
import dev.signalbox.dsl.model.State;
import dev.signalbox.testkit.coverage.Point.Kind;
import java.util.List;
import java.util.Set;

/** One flow's points, and those that tests went through. */
public record FlowCoverage(String flow, String file, List<Point> points, Set<Point> covered) {
    public FlowCoverage {
        points = List.copyOf(points);
        covered = Set.copyOf(covered);
    }

    public int total(Kind kind) {
        return (int) points.stream().filter(point -> point.kind() == kind).count();
    }

    public int covered(Kind kind) {
        return (int) covered.stream().filter(point -> point.kind() == kind).count();
    }

    /** In whole percent, rounded down; 100 where there is nothing to cover. */
    public int percent(Kind kind) {
        int total = total(kind);
        return total == 0 ? 100 : covered(kind) * 100 / total;
    }

    /** Whether a test went that way. */
    public boolean covers(State state, Way way) {
        String name = Labels.transition(state, way);
        return covered.stream()
                .anyMatch(point ->
                        point.kind() == Kind.TRANSITIONS && point.name().equals(name));
    }

    /** What no test went through, in the order of the file. */
    public List<Point> missing(Kind kind) {
        return points.stream()
                .filter(point -> point.kind() == kind && !covered.contains(point))
                .toList();
    }
}
