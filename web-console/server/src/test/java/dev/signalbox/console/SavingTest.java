package dev.signalbox.console;

import static dev.signalbox.console.AuthorBench.FLOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.console.access.Person;
import dev.signalbox.console.access.Role;
import dev.signalbox.console.wire.Wire;
import dev.signalbox.dsl.value.Json;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A flow is saved by who may, over the text they have seen, whole, and nowhere but in its own file. */
class SavingTest {
    private static final String CHANGED = FLOW.replace("title: Greet", "title: Say hello");

    @TempDir
    Path workspace;

    @TempDir
    Path outside;

    private AuthorBench bench;

    @BeforeEach
    void start() throws IOException {
        bench = new AuthorBench(workspace);
    }

    @AfterEach
    void no_half_file_is_left() throws IOException {
        bench.close();
        try (Stream<Path> files = Files.list(workspace)) {
            assertEquals(
                    List.of(),
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".tmp"))
                            .toList());
        }
    }

    @Test
    void a_text_is_saved_over_the_one_that_was_seen() throws IOException {
        Console.Answer text = bench.text();
        assertEquals(true, text.at("writable"));
        assertEquals(FLOW, text.at("source"));
        Console.Answer saved = bench.save(CHANGED, text.header("ETag"));
        assertEquals(200, saved.status(), saved::text);
        assertEquals(true, saved.at("valid"));
        assertEquals(CHANGED, bench.read());
        assertEquals(saved.header("ETag"), bench.etag());
        assertEquals(200, bench.save(FLOW, saved.header("ETag")).status(), "the next one follows it");
    }

    @Test
    void a_file_that_was_changed_meanwhile_is_not_saved_over() throws IOException {
        String seen = bench.etag();
        String theirs = FLOW.replace("Hello", "Good day");
        Files.writeString(bench.file, theirs);
        Console.Answer refused = bench.save(CHANGED, seen);
        assertEquals(412, refused.status());
        assertEquals(theirs, refused.at("source"));
        assertEquals(bench.etag(), "\"" + refused.at("etag") + "\"");
        assertEquals(theirs, bench.read());
        assertEquals(200, bench.save(CHANGED, "\"" + refused.at("etag") + "\"").status(), "having seen theirs");
    }

    @Test
    void of_two_who_save_at_once_one_wins_and_the_other_is_shown_it() throws Exception {
        String seen = bench.etag();
        List<Callable<Console.Answer>> savers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String mine = FLOW.replace("title: Greet", "title: Number " + i);
            savers.add(() -> bench.save(mine, seen));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> statuses = new ArrayList<>();
            for (Future<Console.Answer> answer : threads.invokeAll(savers)) {
                statuses.add(answer.get().status());
                if (answer.get().status() == 412) {
                    assertEquals(bench.read(), answer.get().at("source"));
                }
            }
            statuses.sort(null);
            assertEquals(List.of(200, 412, 412, 412, 412, 412, 412, 412), statuses);
        }
    }

    @Test
    void who_has_seen_nothing_saves_nothing() throws IOException {
        HttpRequest.Builder blind = bench.author("/api/flows/greet")
                .PUT(HttpRequest.BodyPublishers.ofString(Wire.write(Map.of("source", CHANGED))));
        assertEquals(428, bench.console.send(blind).status());
        assertEquals(428, bench.save(CHANGED, "*").status());
        assertEquals(412, bench.save(CHANGED, "W/" + bench.etag()).status());
        assertEquals(412, bench.save(CHANGED, bench.etag().replace("\"", "")).status());
        assertEquals(FLOW, bench.read());
    }

    @Test
    void a_text_with_errors_is_saved_only_by_who_says_so() throws IOException {
        String broken = FLOW.replace("next: done", "next: dome");
        Console.Answer refused = bench.save(broken, bench.etag());
        assertEquals(422, refused.status());
        assertEquals(
                "/states/write/next",
                Json.object(Json.list(refused.at("diagnostics")).getFirst()).get("path"));
        assertEquals(FLOW, bench.read());
        Console.Answer saved = bench.save("/api/flows/greet?broken=yes", broken, bench.etag());
        assertEquals(200, saved.status(), saved::text);
        assertEquals(false, saved.at("valid"));
        assertEquals(broken, bench.read());
        String nothing = "states: [";
        assertEquals(
                200,
                bench.save("/api/flows/greet?broken=yes", nothing, bench.etag()).status());
        assertEquals(nothing, bench.text().at("source"), "it is found by its file's name");
    }

    @Test
    void a_file_keeps_its_permissions_line_ends_and_mark() throws IOException {
        Files.writeString(bench.file, "\uFEFF" + FLOW.replace("\n", "\r\n"));
        Files.setPosixFilePermissions(bench.file, PosixFilePermissions.fromString("rw-r-x---"));
        assertEquals(200, bench.save(CHANGED, bench.etag()).status());
        assertEquals("\uFEFF" + CHANGED.replace("\n", "\r\n"), bench.read());
        assertEquals("rw-r-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(bench.file)));
    }

    @Test
    void a_new_name_of_the_flow_is_told() {
        Console.Answer saved = bench.save(FLOW.replace("flow: greet", "flow: hello"), bench.etag());
        assertEquals("hello", saved.at("name"));
        assertEquals("greet.flow.yaml", saved.at("file"));
        assertEquals(
                200,
                bench.console.send(bench.author("/api/flows/hello/text").GET()).status());
    }

    @Test
    void nothing_is_written_through_a_symbolic_link() throws IOException {
        String other = FLOW.replace("flow: greet", "flow: linked");
        Path target = Files.writeString(outside.resolve("target.flow.yaml"), other);
        Path inside = Files.createDirectory(workspace.resolve("inner"));
        Path there = Files.writeString(inside.resolve("there.yaml"), other);
        for (Path to : List.of(target, there)) {
            Path link = Files.createSymbolicLink(workspace.resolve("linked.flow.yaml"), to);
            Console.Answer text =
                    bench.console.send(bench.author("/api/flows/linked/text").GET());
            if (text.status() == 200) {
                assertEquals(false, text.at("writable"));
                Console.Answer refused = bench.save("/api/flows/linked", other + "# more\n", text.header("ETag"));
                assertEquals(403, refused.status());
                assertTrue(refused.text().contains("symbolic link"), refused::text);
            } else {
                assertEquals(404, text.status(), "what leads outside is not there");
            }
            assertEquals(other, Files.readString(to));
            Files.delete(link);
        }
    }

    @Test
    void a_folder_that_is_a_link_leads_nowhere() throws IOException {
        Files.writeString(outside.resolve("away.flow.yaml"), FLOW.replace("flow: greet", "flow: away"));
        Files.createSymbolicLink(workspace.resolve("sub"), outside);
        assertEquals(
                404,
                bench.console.send(bench.author("/api/flows/away/text").GET()).status());
        assertEquals(404, bench.save("/api/flows/away", FLOW, "\"x\"").status());
    }

    @Test
    void nothing_but_a_flow_is_saved() throws IOException {
        String workspaceFile = Files.readString(workspace.resolve("signalbox.yaml"));
        for (String name : List.of(
                "signalbox", "signalbox.yaml", "new", "..%2Fnew", "greet.flow.yaml", ".signalbox%2Ftoken", "%2e%2e")) {
            int status = bench.save("/api/flows/" + name, FLOW, "\"x\"").status();
            assertTrue(status == 404 || status == 400 || status == 405, name + " " + status);
        }
        assertEquals(workspaceFile, Files.readString(workspace.resolve("signalbox.yaml")));
        assertFalse(Files.exists(workspace.resolve("new.flow.yaml")));
    }

    @Test
    void half_a_character_and_a_file_of_other_bytes_are_not_written() throws IOException {
        Console.Answer half = bench.console.send(bench.author("/api/flows/greet")
                .header("If-Match", bench.etag())
                .PUT(HttpRequest.BodyPublishers.ofString("{\"source\":\"title: \\ud83d\"}")));
        assertEquals(422, half.status());
        byte[] latin = FLOW.replace("Hello", "Gr\u00fc\u00df dich").getBytes(StandardCharsets.ISO_8859_1);
        Files.write(bench.file, latin);
        assertEquals(false, bench.text().at("writable"));
        assertEquals(403, bench.save(CHANGED, bench.etag()).status());
        assertEquals(latin.length, Files.size(bench.file));
    }

    @Test
    void a_text_over_256_kibibytes_is_not_saved() throws IOException {
        assertEquals(
                413,
                bench.save(FLOW + "# " + "x".repeat(300 << 10), bench.etag()).status());
        assertEquals(FLOW, bench.read());
    }

    @Test
    void a_viewer_saves_nothing_and_is_told_why() {
        Console.Answer text = bench.console.send(bench.console
                .to("/api/flows/greet/text")
                .header("Authorization", "Bearer vera-has-a-long-token")
                .GET());
        assertEquals(false, text.at("writable"));
        assertTrue(String.valueOf(text.at("why_not")).contains("author"));
    }

    @Test
    void a_server_that_others_reach_saves_only_when_it_was_told_to() throws IOException {
        Person ada = new Person("ada", "Ada", Set.of(), Role.of("author"), "ada-has-a-long-token");
        ConsoleConfig open = ConsoleConfig.of(workspace, Map.of())
                .withPort(0)
                .withPeople(List.of(ada))
                .withAddress("0.0.0.0");
        assertFalse(open.saves());
        assertTrue(open.withEdit(true).saves());
        assertTrue(open.withAddress("127.0.0.1").saves());
        assertFalse(
                open.withAddress("127.0.0.1").withHosts(Set.of("flows.example")).saves(), "behind a proxy");
        try (ConsoleServer server = ConsoleServer.start(bench.console.operations, open)) {
            Console.Answer refused =
                    bench.console.send(HttpRequest.newBuilder(java.net.URI.create(server.url() + "/api/flows/greet"))
                            .header("Authorization", "Bearer ada-has-a-long-token")
                            .header("Content-Type", "application/json")
                            .header("If-Match", bench.etag())
                            .PUT(HttpRequest.BodyPublishers.ofString(Wire.write(Map.of("source", CHANGED)))));
            assertEquals(403, refused.status(), refused::text);
            assertTrue(String.valueOf(refused.at("detail")).contains("--edit"), refused::text);
        }
        assertEquals(FLOW, bench.read());
    }
}
