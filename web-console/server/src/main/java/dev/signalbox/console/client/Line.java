package dev.signalbox.console.client;

import dev.signalbox.console.wire.Wire;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.TriggerViews;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/** Requests to one server, with the token. Follows no redirect; waits 30 seconds for an answer at most. */
final class Line implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Set<String> STANDARD = Set.of("type", "title", "status", "detail");

    /** What each line says for itself. */
    private static final Set<String> OF_THE_LINE =
            Set.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade", "te", "trailer");

    private final URI server;
    private final String token;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    Line(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    <T> T get(String path, TypeReference<T> type) {
        return read(send(request(path).GET().build()), type);
    }

    String post(String path, Object body, @Nullable String idempotencyKey) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Wire.write(body)));
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        return send(request.build());
    }

    /** A request of somebody else's as it came, which proves itself: without the token. */
    String forward(TriggerViews.HookRequest hook) {
        String query = query(hook.query().entrySet().stream()
                .flatMap(entry -> Stream.of(part(entry.getKey()), entry.getValue()))
                .toArray(String[]::new));
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(hook.path() + query))
                .timeout(ANSWER)
                .POST(HttpRequest.BodyPublishers.ofByteArray(hook.body()));
        hook.headers().forEach((name, value) -> {
            if (!OF_THE_LINE.contains(name)) {
                request.header(name, value);
            }
        });
        return send(request.build());
    }

    <T> T read(String text, TypeReference<T> type) {
        try {
            return Wire.MAPPER.readValue(text, type);
        } catch (JacksonException e) {
            throw new Problem(
                    Problem.Kind.UNAVAILABLE,
                    "What answers at " + server + " is not a Signalbox server of this version.");
        }
    }

    /** The lines of an answer that goes on. */
    Stream<String> lines(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .header("Authorization", "Bearer " + token)
                .build();
        HttpResponse<Stream<String>> response = client.send(request, HttpResponse.BodyHandlers.ofLines());
        if (response.statusCode() != 200) {
            throw new IOException("the stream answered " + response.statusCode());
        }
        return response.body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json");
    }

    private String send(HttpRequest request) {
        HttpResponse<String> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new Problem(Problem.Kind.UNAVAILABLE, "The server at " + server + " does not answer.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(Problem.Kind.UNAVAILABLE, "Interrupted while the server at " + server + " was asked.");
        }
        if (response.statusCode() / 100 != 2) {
            throw problem(response.statusCode(), response.body());
        }
        return response.body();
    }

    /** The problem that the server wrote, as it was thrown there. */
    private Problem problem(int status, String body) {
        Problem.Kind kind = Arrays.stream(Problem.Kind.values())
                .filter(each -> each.status() == status)
                .findFirst()
                .orElse(status >= 500 ? Problem.Kind.UNAVAILABLE : Problem.Kind.BAD_REQUEST);
        try {
            Map<String, Object> members = new LinkedHashMap<>(Json.object(Wire.value(Wire.MAPPER.readTree(body))));
            Object detail = members.getOrDefault("detail", "The server answered " + status + ".");
            members.keySet().removeAll(STANDARD);
            return new Problem(kind, String.valueOf(detail), members);
        } catch (JacksonException | IllegalArgumentException e) {
            return new Problem(kind, "The server at " + server + " answered " + status + ".");
        }
    }

    /** One part of a path, encoded. */
    static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** {@code ?name=value…} of pairs; a pair without a value is left out. */
    static String query(@Nullable String... pairs) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pairs.length; i += 2) {
            String value = pairs[i + 1];
            if (value != null) {
                text.append(text.isEmpty() ? '?' : '&')
                        .append(pairs[i])
                        .append('=')
                        .append(part(value));
            }
        }
        return text.toString();
    }

    /** An object of names and values in turn; a value that is null is left out. */
    static Map<String, Object> body(@Nullable Object... pairs) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            Object value = pairs[i + 1];
            if (value != null) {
                body.put(String.valueOf(pairs[i]), value);
            }
        }
        return body;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
