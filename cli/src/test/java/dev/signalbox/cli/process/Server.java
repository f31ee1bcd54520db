package dev.signalbox.cli.process;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** {@code signalbox serve} in a process of its own, on a free port, and a person's way to it over HTTP. */
final class Server implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String TOKEN = "a-token-that-only-this-test-knows";

    /** What a command beside the server has to know. */
    static final Map<String, String> TOKEN_IN_ENVIRONMENT = Map.of("SIGNALBOX_TOKEN", TOKEN);

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Process process;
    private final Path out;
    private final Path err;
    private final String url;

    /** What the server answered. */
    record Answer(int status, Map<String, Object> body) {
        Object at(String name) {
            return Objects.requireNonNull(body.get(name), () -> "no " + name + " in " + body);
        }

        List<Map<String, Object>> items(String name) {
            return Json.list(at(name)).stream().map(Json::object).toList();
        }
    }

    private Server(Process process, Path out, Path err, String url) {
        this.process = process;
        this.out = out;
        this.err = err;
        this.url = url;
    }

    /** Returns when it answers. */
    static Server start(Path workspace, Map<String, String> environment, String... options) throws Exception {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(TOKEN_IN_ENVIRONMENT);
        List<String> line = new ArrayList<>(List.of("serve", workspace.toString(), "--port", "0", "--json"));
        line.addAll(List.of(options));
        Path out = Files.createTempFile("signalbox-server-out", ".txt");
        Path err = Files.createTempFile("signalbox-server-err", ".txt");
        Process process = Program.start(workspace, all, out, err, line);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(out).endsWith("\n")) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new AssertionError("the server does not start: " + Files.readString(err));
            }
            Thread.sleep(20);
        }
        String url = String.valueOf(
                Json.object(JsonText.parse(Files.readString(out).strip())).get("url"));
        return new Server(process, out, err, url);
    }

    /** The end that nothing inside can prepare for: SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** The end that a supervisor asks for: SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Returns once it has ended by itself. */
    void awaitEnd() throws Exception {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the server does not end: " + printed());
        }
    }

    long pid() {
        return process.pid();
    }

    /** All that it has printed. */
    String printed() throws IOException {
        return Files.readString(out) + Files.readString(err);
    }

    Answer get(String path) throws Exception {
        return send(request(path).GET().build());
    }

    /** What is no JSON: a page, numbers. */
    String text(String path) throws Exception {
        return CLIENT.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    Answer post(String path, Object body) throws Exception {
        return postText(path, JsonText.write(body));
    }

    Answer postText(String path, String body) throws Exception {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + TOKEN);
    }

    private static Answer send(HttpRequest request) throws Exception {
        HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), Json.object(JsonText.parse(response.body())));
    }

    /** Starts a run; its id. */
    String run(String flow, Object input) throws Exception {
        Answer started = post("/api/flows/" + flow + "/runs", input);
        if (started.status() != 201) {
            throw new AssertionError("not started: " + started);
        }
        return String.valueOf(started.at("id"));
    }

    /** The run as soon as it is as wanted. */
    Answer await(String run, Predicate<Answer> wanted) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Answer last = get("/api/runs/" + run);
        while (!wanted.test(last)) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "the run stays as it is: " + last + "; " + get("/api/runs/" + run + "/events"));
            }
            Thread.sleep(20);
            last = get("/api/runs/" + run);
        }
        return last;
    }

    Answer awaitStatus(String run, String status) throws Exception {
        return await(run, now -> status.equals(now.at("status")));
    }

    Map<String, Object> hold(String run) throws Exception {
        return awaitStatus(run, "paused").items("holds").getFirst();
    }

    Answer decide(Map<String, Object> hold, Map<String, Object> decision) throws Exception {
        return post("/api/holds/" + hold.get("id") + "/decision", decision);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
    }
}
