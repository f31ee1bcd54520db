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
import java.util.function.Predicate;

/** {@code signalbox serve} in a process of its own, on a free port, and a person's way to it over HTTP. */
public final class Server implements AutoCloseable {
    public static final Duration PATIENCE = Duration.ofSeconds(120);
    static final String TOKEN = "a-token-that-only-this-test-knows";

    /** What a command beside the server has to know. */
    static final Map<String, String> TOKEN_IN_ENVIRONMENT = Map.of("SIGNALBOX_TOKEN", TOKEN);

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Process process;
    private final Path out;
    private final Path err;
    private volatile String url = "";

    /** What the server answered. */
    public record Answer(int status, Map<String, Object> body) {
        public Object at(String name) {
            return Objects.requireNonNull(body.get(name), () -> "no " + name + " in " + body);
        }

        public List<Map<String, Object>> items(String name) {
            return Json.list(at(name)).stream().map(Json::object).toList();
        }
    }

    private Server(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Returns when it answers. */
    static Server start(Path workspace, Map<String, String> environment, String... options) throws Exception {
        Server server = launch(Program.PLAIN, workspace, environment, options);
        server.awaitReady();
        return server;
    }

    /** Returns as soon as the process is there. */
    public static Server launch(
            List<String> program, Path workspace, Map<String, String> environment, String... options)
            throws IOException {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(TOKEN_IN_ENVIRONMENT);
        List<String> line = new ArrayList<>(List.of("serve", workspace.toString(), "--port", "0", "--json"));
        line.addAll(List.of(options));
        Path out = Files.createTempFile("signalbox-server-out", ".txt");
        Path err = Files.createTempFile("signalbox-server-err", ".txt");
        return new Server(Program.start(program, workspace, all, out, err, line), out, err);
    }

    /** Returns when it answers. */
    public void awaitReady() throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new AssertionError("the server does not start: " + Files.readString(err));
            }
            Thread.sleep(3);
        }
        url = String.valueOf(
                Json.object(JsonText.parse(Files.readString(out).strip())).get("url"));
    }

    /** It has said where it answers. */
    public boolean isReady() throws IOException {
        return Files.readString(out).endsWith("\n");
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to end, as Ctrl-C does: SIGTERM. Returns at once. */
    public void terminate() {
        process.destroy();
    }

    /** What it wrote to stderr. */
    public String complained() throws IOException {
        return Files.readString(err);
    }

    /** Its exit code, once it has ended. */
    public int awaitEnd() throws InterruptedException, IOException {
        if (!process.waitFor(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)) {
            throw new AssertionError("the server does not end: " + printed());
        }
        return process.exitValue();
    }

    /** The end that nothing inside can prepare for: SIGKILL. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    public long pid() {
        return process.pid();
    }

    /** All that it has printed. */
    public String printed() throws IOException {
        return Files.readString(out) + Files.readString(err);
    }

    public Answer get(String path) throws Exception {
        return send(request(path).GET().build());
    }

    /** What is no JSON: a page, numbers. */
    String text(String path) throws Exception {
        return CLIENT.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    public Answer post(String path, Object body) throws Exception {
        return postText(path, JsonText.write(body));
    }

    public Answer postText(String path, String body) throws Exception {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Posts with a header of the caller's. */
    public Answer post(String path, Object body, String header, String value) throws Exception {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofString(JsonText.write(body)))
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
    public String run(String flow, Object input) throws Exception {
        Answer started = post("/api/flows/" + flow + "/runs", input);
        if (started.status() != 201) {
            throw new AssertionError("not started: " + started);
        }
        return String.valueOf(started.at("id"));
    }

    /** The run as soon as it is as wanted. */
    public Answer await(String run, Predicate<Answer> wanted) throws Exception {
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

    public Answer awaitStatus(String run, String status) throws Exception {
        return await(run, now -> status.equals(now.at("status")));
    }

    public Map<String, Object> hold(String run) throws Exception {
        return awaitStatus(run, "paused").items("holds").getFirst();
    }

    public Answer decide(Map<String, Object> hold, Map<String, Object> decision) throws Exception {
        return post("/api/holds/" + hold.get("id") + "/decision", decision);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
    }
}
