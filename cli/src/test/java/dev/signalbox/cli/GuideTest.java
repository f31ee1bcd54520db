package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A guide's commands, typed among its files, print what stands below them. */
class GuideTest {
    private static final Path CONTEXT = Path.of("../docs/guide-context.md");
    private static final Path TESTS = Path.of("../docs/guide-tests.md");
    private static final String TAIL = "…\n";

    @TempDir
    Path folder;

    @TestFactory
    List<DynamicTest> a_command_of_the_guide_to_the_context_prints_what_the_guide_shows() throws IOException {
        return printsWhatItShows(CONTEXT, 9);
    }

    @TestFactory
    List<DynamicTest> a_command_of_the_guide_to_tests_prints_what_the_guide_shows() throws IOException {
        return printsWhatItShows(TESTS, 3);
    }

    private List<DynamicTest> printsWhatItShows(Path document, int least) throws IOException {
        Guide guide = Guide.of(document);
        for (Map.Entry<String, String> file : guide.files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        List<DynamicTest> tests = new ArrayList<>();
        for (Guide.Typed typed : guide.commands()) {
            tests.add(DynamicTest.dynamicTest(typed.line(), () -> {
                Console.Outcome told = new Console(folder).run(typed.line().split(" "));
                String printed = (told.err() + told.out())
                        .lines()
                        .map(String::stripTrailing)
                        .collect(Collectors.joining("\n", "", "\n"));
                if (typed.prints().startsWith(TAIL)) {
                    String end = typed.prints().substring(TAIL.length());
                    assertEquals(end, printed.substring(Math.max(0, printed.length() - end.length())));
                } else {
                    assertEquals(typed.prints(), printed);
                }
            }));
        }
        assertTrue(tests.size() >= least, "each part of the guide has a command: " + tests.size());
        return tests;
    }
}
