package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixTest {
    private static final String WRONG = """
            signalbox: 1
            flow: desk      # kept as it is
            version: 1.0.0
            title: off
            # signalbox: ignore F702 there were many once
            limits: { steps: 5 }
            start: begin
            states:
              begin: { set: { said: "hm" }, nxt: done }   # and this
              done: { end: succeeded }
            data: { said: { type: string, maxLenght: 9 } }
            """;

    private static final String MENDED = WRONG.replace("off", "\"off\"")
            .replace("maxLenght", "maxLength")
            .replace("nxt", "next")
            .replace("# signalbox: ignore F702 there were many once\n", "");

    @TempDir
    Path folder;

    private Console console;
    private Path file;

    @BeforeEach
    void aWrongFile() throws IOException {
        console = new Console(folder);
        Files.writeString(folder.resolve("signalbox.yaml"), "signalbox: 1\n");
        file = folder.resolve("desk.flow.yaml");
        Files.writeString(file, WRONG);
    }

    @Test
    void fixMendsWhatIsSafeAndLeavesEveryOtherByte() throws IOException {
        Console.Outcome told = console.run("validate", "--fix");

        assertEquals(MENDED, Files.readString(file));
        assertTrue(told.err().contains("mended 4 findings in 1 file"), told.err());
        assertEquals(Exit.FINE, told.code(), told.out());
    }

    @Test
    void diffShowsTheSameAndChangesNothing() throws IOException {
        Console.Outcome told = console.run("validate", ".", "--diff");

        assertEquals(Exit.FINDINGS, told.code());
        assertTrue(told.out().startsWith("--- a/desk.flow.yaml\n+++ b/desk.flow.yaml\n"), told.out());
        assertTrue(told.out().contains("-title: off\n"), told.out());
        assertTrue(told.out().contains("+title: \"off\"\n"), told.out());
        assertEquals(WRONG, Files.readString(file));
        Files.writeString(file, MENDED);
        Console.Outcome none = console.run("validate", ".", "--diff");
        assertEquals(Exit.FINE, none.code());
        assertEquals("", none.out());
    }

    @Test
    void whatIsOnlyOfferedIsLeftToThePerson() throws IOException {
        String misled = MENDED.replace("next: done", "next: doen");
        Files.writeString(file, misled);

        Console.Outcome told = console.run("validate", "--fix");

        assertEquals(Exit.FINDINGS, told.code());
        assertTrue(told.out().contains("try: `done`"), told.out());
        assertEquals(misled, Files.readString(file));
    }

    @Test
    void lineEndsByteOrderMarkAndModeStay() throws IOException {
        String windows = "\uFEFF" + WRONG.replace("\n", "\r\n");
        Files.writeString(file, windows);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        console.run("validate", "--fix");

        assertEquals("\uFEFF" + MENDED.replace("\n", "\r\n"), Files.readString(file));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(2, left.count());
        }
    }

    @Test
    void aLinkStaysALinkAndOneThatLeadsOutOfTheWorkspaceIsNotFollowed() throws IOException {
        Path inside = Files.createDirectory(folder.resolve("work"));
        Files.writeString(inside.resolve("signalbox.yaml"), "signalbox: 1\n");
        Path kept = Files.writeString(inside.resolve("kept.txt"), WRONG);
        Files.createSymbolicLink(inside.resolve("a.flow.yaml"), kept);
        Files.createSymbolicLink(inside.resolve("b.flow.yaml"), file);

        Console.Outcome told = console.run("validate", "work", "--fix");

        assertEquals(MENDED, Files.readString(kept));
        assertTrue(Files.isSymbolicLink(inside.resolve("a.flow.yaml")), told.err());
        assertEquals(WRONG, Files.readString(file));
    }

    @Test
    void diffStandsAlone() {
        assertEquals(Exit.USAGE, console.run("validate", "--diff", "--fix").code());
        assertEquals(Exit.USAGE, console.run("validate", "--diff", "--json").code());
    }

    @Test
    void aWorkspaceWeighsWarningsAndInfosButNoErrors() throws IOException {
        Files.writeString(file, MENDED.replace("limits: { steps: 5 }\n", ""));
        assertEquals(Exit.FINE, console.run("validate").code());

        lint("{ B303: error }");
        Console.Outcome raised = console.run("validate");
        assertEquals(Exit.FINDINGS, raised.code(), raised.out());
        assertTrue(raised.out().contains("error[B303]"), raised.out());

        lint("{ B303: error, in: { '*.flow.yaml': { B303: off, C408: off } } }");
        Console.Outcome off = console.run("validate");
        assertEquals("2 files, nothing wrong", off.out().strip());

        lint("{ G102: warning }");
        Console.Outcome lowered = console.run("validate");
        assertEquals(Exit.FINDINGS, lowered.code());
        assertTrue(lowered.out().contains("`G102` (unreachable state) is an error, and stays one."), lowered.out());

        lint("{ B3O3: off }");
        Console.Outcome unknown = console.run("validate");
        assertTrue(unknown.out().contains("try: `B303`"), unknown.out());
    }

    @Test
    void aWarningThatABuildRefusesStopsNoRun() throws IOException {
        Files.writeString(file, MENDED.replace("limits: { steps: 5 }\n", ""));
        lint("{ B303: error }");

        Console.Outcome ran = console.run("run", "desk", "--input", "{}");

        assertEquals(Exit.FINE, ran.code(), ran.out() + ran.err());
    }

    private void lint(String section) throws IOException {
        Files.writeString(folder.resolve("signalbox.yaml"), "signalbox: 1\n.signalbox-lint: " + section + "\n");
    }
}
