package dev.signalbox.cli.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.cli.Cli;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages of the library are about its flows as they are. After a change of a flow, {@code -Dpictures.draw=true} draws the
 * diagrams anew.
 */
class FlowPagesTest {
    private static final Path FLOWS = Path.of("../flows");
    private static final Path PAGES = Path.of("../docs/flows");

    /** What has a page: the others of the folder belong to one that has. */
    static List<String> pages() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
                    .map(name -> name.substring(0, name.length() - ".md".length()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void ten_flows_have_a_page_and_the_index_names_each() throws IOException {
        String index = Files.readString(PAGES.resolve("README.md"));
        assertEquals(10, pages().size());
        for (String flow : pages()) {
            assertTrue(index.contains("| [" + flow + "](" + flow + ".md) |"), flow);
        }
        for (Library.Entry entry : Library.load().entries()) {
            assertTrue(
                    index.contains(entry.name()), () -> entry.name() + " is in the library, and the index is silent");
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_shows_the_diagram_of_its_flow_as_it_is(String flow) throws IOException {
        String drawn = drawn(flow);
        Path picture = PAGES.resolve(flow + ".svg");
        if (Boolean.getBoolean("pictures.draw")) {
            Files.writeString(picture, drawn);
        }

        assertEquals(drawn, Files.readString(picture), () -> picture + " is of an older flow: draw it again");
        String page = Files.readString(PAGES.resolve(flow + ".md"));
        assertTrue(page.contains("](" + flow + ".svg)"), "the page shows it");
        assertTrue(page.contains("`signalbox new NAME --like " + flow + "`"), "the page says how to take it");
    }

    private static String drawn(String flow) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                InputStream.nullInputStream(),
                FLOWS.toAbsolutePath().normalize(),
                Map.of());
        int code = Cli.run(terminal, "graph", flow + ".flow.yaml", "--format", "svg");
        assertEquals(Exit.FINE, code, () -> err.toString(StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }
}
