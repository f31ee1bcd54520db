package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two versions of the sample refund desk, compared on the command line. */
class DiffCommandTest {
    private static final String DESK = "flows/refund-desk.flow.yaml";

    @TempDir
    Path folder;

    private Console console;

    @BeforeEach
    void workspace() throws IOException {
        Path flows = Files.createDirectories(folder.resolve("flows"));
        for (String name : List.of("signalbox.yaml", "refund-desk.flow.yaml", "rollback.flow.yaml")) {
            Files.copy(Path.of("../flows").resolve(name), flows.resolve(name));
        }
        console = new Console(folder);
    }

    private void edit(String file, String from, String to) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertTrue(text.contains(from), from);
        Files.writeString(path, text.replace(from, to));
    }

    private void copyAndWeaken() throws IOException {
        Files.copy(folder.resolve(DESK), folder.resolve("old.flow.yaml"));
        edit(DESK, "within: 48h", "within: 96h");
        edit(DESK, "Which kind of request is this message?", "What is this message about?");
    }

    @Test
    void what_weakens_safety_stands_first_with_its_places_and_a_prompt_with_its_lines() throws IOException {
        copyAndWeaken();
        Console.Outcome told = console.run("diff", "old.flow.yaml", DESK);
        assertEquals(Exit.FINE, told.code(), told.err());
        String out = told.out();
        assertTrue(out.startsWith("May weaken safety\n  state pay_refund: Of the approval, how long"), out);
        assertTrue(out.contains("approval-weakened, old.flow.yaml:"), out);
        assertTrue(out.contains("→ flows/refund-desk.flow.yaml:"), out);
        assertTrue(out.contains("-Which kind of request is this message?\n"), out);
        assertTrue(out.contains("+What is this message about?\n"), out);
        assertTrue(out.endsWith("2 changes, 1 may weaken safety\n"), out);
    }

    @Test
    void how_many_calls_a_host_may_have_at_once_is_told() throws IOException {
        Path changed = folder.resolve("changed");
        for (String text : List.of("{ per_host: 8 }", "{ per_host: 3 }")) {
            Path file = text.contains("8") ? folder.resolve("flows/signalbox.yaml") : changed.resolve("signalbox.yaml");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "signalbox: 1\nhttp: " + text + "\n");
        }
        String out = console.run("diff", "flows/signalbox.yaml", "changed/signalbox.yaml")
                .out();
        assertTrue(out.contains("`http.per_host` was `8`, is `3`"), out);
    }

    @Test
    void the_exit_code_says_what_it_is_asked_to_say() throws IOException {
        copyAndWeaken();
        assertEquals(
                Exit.FINDINGS,
                console.run("diff", "old.flow.yaml", DESK, "--fail-on", "safety")
                        .code());
        assertEquals(
                Exit.FINE,
                console.run("diff", DESK, "old.flow.yaml", "--fail-on", "safety")
                        .code());
        assertEquals(
                Exit.FINDINGS,
                console.run("diff", DESK, "old.flow.yaml", "--fail-on", "behaviour")
                        .code());
        assertEquals(
                Exit.FINE, console.run("diff", DESK, DESK, "--fail-on", "any").code());
        assertEquals(
                Exit.USAGE,
                console.run("diff", DESK, DESK, "--fail-on", "nothing").code());
        assertEquals(Exit.USAGE, console.run("diff", DESK, "flows").code());
        assertEquals(Exit.USAGE, console.run("diff", DESK, "nowhere.flow.yaml").code());
    }

    @Test
    void programs_and_pull_requests_are_told_the_same() throws IOException {
        copyAndWeaken();
        Map<String, Object> json = Json.object(JsonText.parse(
                console.run("diff", "old.flow.yaml", DESK, "--json").out()));
        assertEquals(Map.of("safety", 1L, "behaviour", 1L, "cosmetic", 0L), json.get("summary"));
        Map<String, Object> first =
                Json.object(Json.list(json.getOrDefault("changes", List.of())).getFirst());
        assertEquals("approval-weakened", first.get("kind"));
        assertEquals(
                "old.flow.yaml",
                Json.object(first.getOrDefault("before", Map.of())).get("file"));

        String comment = console.run("diff", "old.flow.yaml", DESK, "--format", "markdown")
                .out();
        assertTrue(comment.startsWith("### What changed in meaning: 2 changes, 1 may weaken safety\n"), comment);
        assertTrue(comment.contains("\n- **state pay_refund**: Of the approval"), comment);
        assertTrue(comment.contains("```diff\n"), comment);
    }

    @Test
    void two_workspaces_are_compared_with_their_settings_and_every_flow() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        for (String name : List.of("signalbox.yaml", "refund-desk.flow.yaml")) {
            Files.copy(Path.of("../flows").resolve(name), other.resolve(name));
        }
        edit("other/signalbox.yaml", "    - calc.example\n", "    - calc.example\n    - elsewhere.example\n");
        edit(
                "other/signalbox.yaml",
                "robin: { name: Robin Okafor, groups: [release]",
                "robin: { name: Robin Okafor, groups: [release, reviewer]");
        edit("other/signalbox.yaml", "window: 16000", "window: 8000");
        String out = console.run("diff", "flows", "other").out();
        assertTrue(out.contains("http.allow: `elsewhere.example` may be reached now."), out);
        assertTrue(out.contains("person robin: `reviewer` is a group of theirs now."), out);
        assertTrue(out.contains("models: `models.fast` was"), out);
        assertTrue(out.contains("rollback: The flow is gone."), out);
        assertTrue(out.endsWith("4 changes, 2 may weaken safety\n"), out);
    }

    @Test
    void a_commits_file_is_compared_with_the_one_that_is_there() throws IOException, InterruptedException {
        git("init", "-q", "-b", "main");
        git("add", "-A");
        git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "first");
        edit(DESK, "by: [support-lead]\n      within: 48h", "within: 48h");

        Console.Outcome told = console.run("diff", "main:" + DESK, DESK);
        assertEquals(Exit.FINE, told.code(), told.err());
        assertTrue(told.out().contains("approval-weakened, main:" + DESK + ":"), told.out());
        assertTrue(told.out().contains("who may decide was `support-lead`, is anyone who may approve"), told.out());

        Console below = new Console(folder.resolve("flows"));
        assertEquals(
                told.out().lines().count(),
                below.run("diff", "main:./refund-desk.flow.yaml", "refund-desk.flow.yaml")
                        .out()
                        .lines()
                        .count());
        assertTrue(console.run("diff", "main:flows", "flows").out().endsWith("1 change, 1 may weaken safety\n"));
        assertEquals(
                Exit.USAGE,
                console.run("diff", "main:flows/nothing.flow.yaml", DESK).code());
        assertEquals(
                Exit.USAGE, console.run("diff", "no-such-branch:" + DESK, DESK).code());
    }

    private void git(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(args));
        Process git = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(git.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(0, git.waitFor(), said);
    }
}
