package dev.signalbox.console;

import dev.signalbox.console.access.Person;
import dev.signalbox.console.access.Role;
import dev.signalbox.console.wire.Wire;
import dev.signalbox.dsl.value.Json;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A workspace with one flow and an author at work on it. */
final class AuthorBench implements AutoCloseable {
    static final String FLOW = """
            signalbox: 1
            flow: greet
            version: 1.0.0
            title: Greet

            input:
              type: object
              required: [name]
              properties: { name: { type: string, maxLength: 40 } }

            data:
              greeting: { type: string, maxLength: 80 }

            start: write
            states:
              # says hello
              write:
                set: { greeting: "Hello ${input.name}" }
                next: done

              done:
                end: succeeded
            """;

    final Path workspace;
    final Path file;
    final Console console;

    AuthorBench(Path workspace) throws IOException {
        this.workspace = workspace;
        Files.writeString(workspace.resolve("signalbox.yaml"), "signalbox: 1\n");
        file = workspace.resolve("greet.flow.yaml");
        Files.writeString(file, FLOW);
        console = new Console(
                workspace,
                new Person("ada", "Ada", Set.of(), Role.of("author"), "ada-has-a-long-token"),
                new Person("vera", "Vera", Set.of(), Role.of("viewer"), "vera-has-a-long-token"));
    }

    /** A question about a text, as the author asks it. */
    Console.Answer ask(String what, String source, Object... more) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("source", source);
        for (int i = 0; i < more.length; i += 2) {
            body.put(String.valueOf(more[i]), more[i + 1]);
        }
        return console.send(
                author("/api/flows/greet/" + what).POST(HttpRequest.BodyPublishers.ofString(Wire.write(body))));
    }

    HttpRequest.Builder author(String path) {
        return console.to(path)
                .header("Authorization", "Bearer ada-has-a-long-token")
                .header("Content-Type", "application/json");
    }

    Console.Answer text() {
        return console.send(author("/api/flows/greet/text").GET());
    }

    String etag() {
        return text().header("ETag");
    }

    Console.Answer save(String source, String etag) {
        return save("/api/flows/greet", source, etag);
    }

    Console.Answer save(String path, String source, String etag) {
        return console.send(author(path)
                .header("If-Match", etag)
                .PUT(HttpRequest.BodyPublishers.ofString(Wire.write(Map.of("source", source)))));
    }

    String read() throws IOException {
        return Files.readString(file);
    }

    /** The text with the edits of an answer made. */
    static String applied(String text, Object edits) {
        StringBuilder changed = new StringBuilder(text);
        List<Map<String, Object>> all =
                Json.list(edits).stream().map(Json::object).toList();
        all.stream()
                .sorted((one, other) -> Long.compare((Long) other.get("from"), (Long) one.get("from")))
                .forEach(edit -> changed.replace(
                        Math.toIntExact((Long) edit.get("from")),
                        Math.toIntExact((Long) edit.get("to")),
                        String.valueOf(edit.get("insert"))));
        return changed.toString();
    }

    @Override
    public void close() {
        console.close();
    }
}
