package dev.signalbox.testkit.run;

import dev.signalbox.dsl.model.test.TestCase;
import dev.signalbox.dsl.model.test.TestFile;
import java.time.Duration;
import java.util.List;

/**
 * What became of one test.
 *
 * @param failures empty when it passed
 * @param runs the run itself first, its child runs behind it; empty when it could not be started
 * @param took real time
 */
public record TestResult(TestFile file, TestCase test, List<Failure> failures, List<PlayedRun> runs, Duration took) {
    public TestResult {
        failures = List.copyOf(failures);
        runs = List.copyOf(runs);
    }

    public boolean passed() {
        return failures.isEmpty();
    }
}
