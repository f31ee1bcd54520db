package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A guide's commands, typed among its files, print what stands below them. */
class GuideTest {
    private static final Path CONTEXT = Path.of("../docs/guide-context.md");
    private static final Path TESTS = Path.of("../docs/guide-tests.md");
    private static final Path EVAL = Path.of("../docs/guide-eval.md");
    private static final Path CHANGES = Path.of("../docs/guide-changes.md");
    private static final Path CI = Path.of("../docs/guide-ci.md");
    private static final String TAIL = "…\n";

    /** What is another in every run of a command: times, days and ids; and the columns that they widen. */
    private static final Pattern CHANGING = Pattern.compile(
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\\d{4}-\\d\\d-\\d\\d|\\d\\d:\\d\\d:\\d\\d"
                    + "|\\b\\d+(\\.\\d+)? m?s\\b| {2,}");

    @TempDir
    Path folder;

    private SortingModels models;

    @BeforeEach
    void a_server_with_two_models() throws IOException {
        models = new SortingModels();
    }

    @AfterEach
    void it_ends() {
        models.close();
    }

    @TestFactory
    List<DynamicTest> a_command_of_the_guide_to_the_context_prints_what_the_guide_shows() throws IOException {
        return tests(CONTEXT, new Console(folder), UnaryOperator.identity(), 9);
    }

    @TestFactory
    List<DynamicTest> a_command_of_the_guide_to_tests_prints_what_the_guide_shows() throws IOException {
        return tests(TESTS, new Console(folder), UnaryOperator.identity(), 3);
    }

    @TestFactory
    List<DynamicTest> a_command_of_the_guide_to_ci_prints_what_the_guide_shows() throws IOException {
        return tests(CI, new Console(folder), UnaryOperator.identity(), 5);
    }

    @TestFactory
    List<DynamicTest> a_command_of_the_guide_to_eval_prints_what_the_guide_shows() throws IOException {
        return tests(
                EVAL,
                new Console(folder, models.environment()),
                text -> CHANGING.matcher(text).replaceAll(" # "),
                5);
    }

    @TestFactory
    List<DynamicTest> a_command_of_the_guide_to_changes_prints_what_the_guide_shows() throws IOException {
        return tests(
                CHANGES, new Console(folder), text -> CHANGING.matcher(text).replaceAll(" # "), 5);
    }

    private List<DynamicTest> tests(Path document, Console console, UnaryOperator<String> steady, int least)
            throws IOException {
        Guide guide = Guide.of(document);
        guide.write(folder);
        List<DynamicTest> tests = new ArrayList<>();
        for (Guide.Typed typed : guide.commands()) {
            tests.add(DynamicTest.dynamicTest(typed.line(), () -> {
                Console.Outcome told = console.run(typed.line().split(" "));
                String printed = steady.apply((told.err() + told.out())
                        .lines()
                        .map(String::stripTrailing)
                        .collect(Collectors.joining("\n", "", "\n")));
                if (typed.prints().startsWith(TAIL)) {
                    String end = steady.apply(typed.prints().substring(TAIL.length()));
                    assertEquals(end, printed.substring(Math.max(0, printed.length() - end.length())));
                } else {
                    assertEquals(steady.apply(typed.prints()), printed);
                }
            }));
        }
        assertTrue(tests.size() >= least, "each part of the guide has a command: " + tests.size());
        return tests;
    }
}
