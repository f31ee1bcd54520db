package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FmtCommandTest {
    private static final String LOOSE = "title: T\nflow:   f\n";
    private static final String FORM = "flow: f\ntitle: T\n";

    @TempDir
    Path folder;

    private Console console;

    @BeforeEach
    void a_folder_with_a_loose_file_and_one_in_form() throws IOException {
        console = new Console(folder);
        Files.writeString(folder.resolve("loose.flow.yaml"), LOOSE);
        Files.writeString(folder.resolve("signalbox.yaml"), "signalbox: 1\n");
    }

    @Test
    void the_sample_flows_are_in_form() {
        Console.Outcome told = new Console(Path.of("..").toAbsolutePath().normalize()).run("fmt", "--check", "flows");

        assertEquals(Exit.FINE, told.code(), told.out() + told.err());
    }

    @Test
    void a_new_flow_is_in_form() {
        assertEquals(Exit.FINE, console.run("new", "greeting", "--dir", "work").code());
        Console.Outcome told = console.run("fmt", "--check", "work");

        assertEquals(Exit.FINE, told.code(), told.out());
        assertEquals("1 file: 1 in form already", told.out().strip());
    }

    @Test
    void a_file_is_written_in_its_form_with_the_permissions_it_had() throws IOException {
        Path file = folder.resolve("loose.flow.yaml");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        Console.Outcome told = console.run("fmt");

        assertEquals(Exit.FINE, told.code());
        assertEquals("formatted loose.flow.yaml\n2 files: 1 formatted, 1 in form already\n", told.out());
        assertEquals(FORM, Files.readString(file));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(2, left.count(), "nothing is left beside it");
        }
        assertEquals("2 files: 2 in form already\n", console.run("fmt").out());
    }

    @Test
    void check_names_what_would_change_and_writes_nothing() throws IOException {
        Console.Outcome told = console.run("fmt", "--check", ".");

        assertEquals(Exit.FINDINGS, told.code());
        assertEquals("would format loose.flow.yaml\n2 files: 1 to format, 1 in form already\n", told.out());
        assertEquals(LOOSE, Files.readString(folder.resolve("loose.flow.yaml")));
    }

    @Test
    void diff_prints_a_patch_and_writes_nothing() throws IOException {
        Console.Outcome told = console.run("fmt", "--diff");

        assertEquals(Exit.FINE, told.code());
        assertEquals("""
                --- a/loose.flow.yaml
                +++ b/loose.flow.yaml
                @@ -1,2 +1,2 @@
                +flow: f
                 title: T
                -flow:   f
                """, told.out());
        assertEquals(LOOSE, Files.readString(folder.resolve("loose.flow.yaml")));
        assertEquals(Exit.FINDINGS, console.run("fmt", "--diff", "--check").code());
    }

    @Test
    void what_does_not_read_is_told_with_its_place_and_left_and_the_others_are_written() throws IOException {
        Files.writeString(folder.resolve("broken.flow.yaml"), "flow: f\ntitle: \"T\n");

        Console.Outcome told = console.run("fmt");

        assertEquals(Exit.USAGE, told.code());
        assertTrue(told.err().contains("broken.flow.yaml:2:"), told.err());
        assertEquals(
                "formatted loose.flow.yaml\n3 files: 1 formatted, 1 does not read, 1 in form already\n", told.out());
        assertEquals("flow: f\ntitle: \"T\n", Files.readString(folder.resolve("broken.flow.yaml")));
        assertEquals(FORM, Files.readString(folder.resolve("loose.flow.yaml")));
    }

    @Test
    void an_editors_text_comes_back_in_form() {
        assertEquals(FORM, console.runWith(LOOSE, "fmt", "--stdin").out());
        Console.Outcome test =
                console.runWith("tests: []\nflow: a\n", "fmt", "--stdin", "--stdin-name", "sub/a.test.yaml");
        assertEquals("flow: a\ntests: []\n", test.out());
        Console.Outcome broken = console.runWith("a: [", "fmt", "--stdin", "--stdin-name", "x.flow.yaml");
        assertEquals(Exit.USAGE, broken.code());
        assertEquals("", broken.out());
        assertTrue(broken.err().contains("x.flow.yaml:1:"), broken.err());
        assertEquals(
                Exit.USAGE,
                console.runWith("a: 1", "fmt", "--stdin", "--stdin-name", "x.txt")
                        .code());
        assertEquals(
                Exit.USAGE,
                console.runWith("a: 1", "fmt", "--stdin", "x.flow.yaml").code());
    }

    @Test
    void as_json_it_is_one_object() throws IOException {
        Files.writeString(folder.resolve("broken.flow.yaml"), "flow: f\nflow: g\n");

        Console.Outcome told = console.run("fmt", "--check", "--diff", "--json");

        assertEquals(Exit.USAGE, told.code());
        Map<String, Object> report = Json.object(JsonText.parse(told.out()));
        assertEquals(List.of("version", "files", "written", "changed", "diagnostics"), List.copyOf(report.keySet()));
        assertEquals(3L, report.get("files"));
        assertEquals(false, report.get("written"));
        Map<String, Object> changed = Json.object(
                Objects.requireNonNull((List<?>) report.get("changed")).getFirst());
        assertEquals("loose.flow.yaml", changed.get("file"));
        assertTrue(String.valueOf(changed.get("diff")).startsWith("--- a/loose.flow.yaml"));
        Map<String, Object> finding = Json.object(
                Objects.requireNonNull((List<?>) report.get("diagnostics")).getFirst());
        assertEquals("Y002", finding.get("code"));
    }

    @Test
    void what_is_none_of_ours_is_wrong_usage() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "x");

        assertEquals(Exit.USAGE, console.run("fmt", "notes.txt").code());
        assertEquals(Exit.USAGE, console.run("fmt", "nowhere").code());
    }
}
