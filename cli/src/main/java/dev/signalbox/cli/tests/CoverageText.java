package dev.signalbox.cli.tests;

import dev.signalbox.testkit.coverage.FlowCoverage;
import dev.signalbox.testkit.coverage.Point;
import java.util.List;

/** What tests went through, for people; what they left out stands as the path that leads there. */
final class CoverageText {
    private CoverageText() {}

    static void write(Outcomes.FlowOutcome flow, StringBuilder out) {
        FlowCoverage coverage = flow.of();
        out.append("coverage of ")
                .append(coverage.flow())
                .append(" (")
                .append(flow.file())
                .append(")\n");
        for (Point.Kind kind : Point.Kind.values()) {
            int total = coverage.total(kind);
            if (total > 0) {
                out.append(String.format(
                        java.util.Locale.ROOT,
                        "  %-12s %d of %d, %d %%%n",
                        kind.text().replace('_', ' '),
                        coverage.covered(kind),
                        total,
                        coverage.percent(kind)));
            }
        }
        for (Point.Kind kind : Point.Kind.values()) {
            List<Point> missing = coverage.missing(kind);
            if (!missing.isEmpty()) {
                out.append("  ").append(kind.text().replace('_', ' ')).append(" that no test went through:\n");
                missing.forEach(point -> out.append("    ").append(point.way()).append('\n'));
            }
        }
    }
}
