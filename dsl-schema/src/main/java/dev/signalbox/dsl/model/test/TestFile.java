package dev.signalbox.dsl.model.test;

import dev.signalbox.dsl.diagnostic.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One {@code NAME.test.yaml}.
 *
 * @param path its path in the workspace
 * @param flow the path of the flow under test, in the workspace
 * @param replies the recorded replies that every test may use, a path in the workspace; null for none
 * @param tests in the order of the file; a test with a {@code table} stands here once a row
 */
public record TestFile(
        String path, String flow, Place flowPlace, @Nullable String replies, List<TestCase> tests, Place place) {
    public TestFile {
        tests = List.copyOf(tests);
    }
}
