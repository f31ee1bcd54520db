package dev.signalbox.cli.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.signalbox.cli.SortingModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every page of the documents does what it shows: its commands print what stands below them, its flows, workspaces and tests
 * validate, its Java compiles. {@code docs/writing-docs.md} has the notation; {@code -Ddocs.page=tutorial} reads one page.
 */
class GuideTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** Blocks that no test can run. The number goes down when one becomes runnable, and up for nothing but what a build machine has not. */
    private static final int NOT_RUN_AT_MOST = 11;

    @TempDir
    Path folder;

    private SortingModels models;
    private final List<PageWalk> walks = new ArrayList<>();

    @BeforeEach
    void a_server_with_two_models() throws IOException {
        models = new SortingModels();
    }

    @AfterEach
    void nothing_goes_on() throws Exception {
        for (PageWalk walk : walks) {
            walk.close();
        }
        models.close();
    }

    /** Without the rules, whose examples have tests of their own, and the decisions, which are history. */
    static List<Page> pages() throws IOException {
        List<Page> pages = new ArrayList<>();
        for (String name : List.of("README.md", "ARCHITECTURE.md")) {
            pages.add(Page.of(name, ROOT.resolve(name)));
        }
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
            for (Path file : found) {
                String name = ROOT.relativize(file).toString().replace('\\', '/');
                if (!name.startsWith("docs/adr/") && !name.startsWith("docs/rules/")) {
                    pages.add(Page.of(name, file));
                }
            }
        }
        return pages;
    }

    @TestFactory
    List<DynamicContainer> a_page_does_what_it_shows() throws IOException {
        String only = System.getProperty("docs.page", "");
        List<DynamicContainer> containers = new ArrayList<>();
        for (Page page : pages()) {
            if (!page.name().contains(only)) {
                continue;
            }
            PageWalk walk = new PageWalk(page, ROOT, Files.createTempDirectory(folder, "page"), models.environment());
            walks.add(walk);
            Stream<DynamicTest> broken =
                    page.problems().stream().map(problem -> DynamicTest.dynamicTest(problem, () -> fail(problem)));
            Stream<DynamicTest> blocks = page.blocks().stream()
                    .map(block -> DynamicTest.dynamicTest(page.name() + ":" + block.title(), () -> walk.read(block)));
            containers.add(DynamicContainer.dynamicContainer(
                    page.name(), Stream.concat(broken, blocks).toList()));
        }
        assertTrue(!containers.isEmpty(), "there is a page of that name: " + only);
        return containers;
    }

    @Test
    void few_blocks_are_not_run_and_each_says_why(TestReporter reporter) throws IOException {
        List<Block> all =
                pages().stream().flatMap(page -> page.blocks().stream()).toList();
        String counts = Arrays.stream(Kind.values())
                .map(kind ->
                        all.stream().filter(block -> Kind.of(block) == kind).count() + " " + kind.told())
                .collect(Collectors.joining(", "));
        reporter.publishEntry("the pages' blocks", counts);

        List<Block> left =
                all.stream().filter(block -> Kind.of(block) == Kind.NOT_RUN).toList();
        assertTrue(
                left.size() <= NOT_RUN_AT_MOST,
                () -> left.size() + " blocks are not run, and " + NOT_RUN_AT_MOST + " may be:"
                        + left.stream()
                                .map(block -> "\n  " + block.place() + " "
                                        + block.marks().notRun())
                                .collect(Collectors.joining()));
    }
}
