package dev.signalbox.console.trial;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a flow's tests: the JSON of the HTTP contract, in snake_case, nulls left out.
 *
 * @param stopped why not all were played; null when they were
 * @param coverage by what is counted: {@code states}, {@code transitions}, {@code members}, {@code holds}, {@code risky_calls}
 * @param diagnostics errors of test files, whose tests were not played
 */
public record TestsView(
        List<Test> tests,
        int passed,
        int failed,
        @Nullable String stopped,
        Map<String, Covered> coverage,
        List<Map<String, Object>> diagnostics) {

    /** @param path the states that the run came through; empty when it could not be started */
    public record Test(
            String name,
            String file,
            int line,
            boolean ok,
            long ms,
            @Nullable String end,
            List<String> path,
            List<Failure> failures) {}

    public record Failure(
            String kind,
            String message,
            String file,
            int line,
            List<String> detail,
            @Nullable Object expected,
            @Nullable Object actual) {}

    /** @param missing what no test went through, in the order of the file */
    public record Covered(int covered, int total, List<Missing> missing) {}

    /** @param way how a run would get there */
    public record Missing(String name, int line, String way) {}
}
