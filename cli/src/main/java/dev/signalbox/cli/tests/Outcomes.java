package dev.signalbox.cli.tests;

import dev.signalbox.testkit.coverage.FlowCoverage;
import dev.signalbox.testkit.run.TestResult;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What came of all tests, to be told in any format.
 *
 * @param shown a workspace's path as the caller would write it
 * @param coverage empty when nobody asked for it
 */
record Outcomes(List<Told> results, List<FlowOutcome> coverage) {
    /** A result and how the paths of its workspace are written. */
    record Told(TestResult result, UnaryOperator<String> shown) {
        String file() {
            return shown.apply(result.file().path());
        }
    }

    /** @param file as the caller would write it */
    record FlowOutcome(String file, FlowCoverage of) {}

    Outcomes {
        results = List.copyOf(results);
        coverage = List.copyOf(coverage);
    }

    long failed() {
        return results.stream().filter(told -> !told.result().passed()).count();
    }

    String as(String format) {
        return switch (format) {
            case "json" -> TestJson.write(this);
            case "junit" -> TestXml.write(this);
            default -> TestText.write(this);
        };
    }
}
