package dev.signalbox.console;

import dev.signalbox.console.access.Admission;
import dev.signalbox.console.access.Person;
import dev.signalbox.console.api.Vitals;
import dev.signalbox.console.fixture.FixtureOperations;
import dev.signalbox.console.wire.Wire;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.api.Operations;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A server over the fixture on a free port, with a clock that the test moves, and requests to it. */
final class Console implements AutoCloseable {
    static final String TOKEN = "the-operators-own-token";

    final FixtureOperations operations = new FixtureOperations();
    final ConsoleServer server;
    volatile String state = Vitals.READY;
    private volatile Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final HttpClient client = HttpClient.newHttpClient();

    Console(Path workspace, Person... people) {
        this(workspace, null, config -> config.withPeople(List.of(people)));
    }

    /** @param over what is served; null for the fixture */
    Console(Path workspace, @Nullable Operations over, Person... people) {
        this(workspace, over, config -> config.withPeople(List.of(people)));
    }

    /** With who may sign in as the test says it at each moment. */
    Console(Path workspace, Supplier<Admission> admission) {
        this(workspace, null, config -> config.withAdmission(admission));
    }

    Console(Path workspace, @Nullable Operations over, UnaryOperator<ConsoleConfig> as) {
        ConsoleConfig config = as.apply(
                ConsoleConfig.of(workspace, Map.of("SIGNALBOX_TOKEN", TOKEN)).withPort(0));
        InstantSource source = () -> now;
        Vitals vitals = new Vitals(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), () -> state);
        server = ConsoleServer.start(over == null ? operations : over, config, vitals, source.withZone(ZoneOffset.UTC));
    }

    void later(Duration time) {
        now = now.plus(time);
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path)).timeout(Duration.ofSeconds(20));
    }

    /** From the page itself, with that session. */
    HttpRequest.Builder inSession(String path, String cookie) {
        return to(path).header("Cookie", cookie).header("Origin", server.url()).header("X-Signalbox", "1");
    }

    /** The cookie of a session that this token opens. */
    String session(String token) {
        return form("/signin", "token=" + token).cookie();
    }

    HttpRequest.Builder asOperator(String path) {
        return to(path).header("Authorization", "Bearer " + TOKEN);
    }

    Answer get(String path) {
        return send(asOperator(path).GET());
    }

    Answer post(String path, String body) {
        return send(asOperator(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer form(String path, String form, String... headers) {
        HttpRequest.Builder request = to(path).header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", server.url())
                .POST(HttpRequest.BodyPublishers.ofString(form));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String text() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        Map<String, Object> json() {
            return Json.object(Wire.value(Wire.MAPPER.readTree(text())));
        }

        Object at(String name) {
            return Objects.requireNonNull(json().get(name), () -> name + " is not in " + text());
        }

        /** The session cookie as a browser would send it back. */
        String cookie() {
            String set = header("Set-Cookie");
            return set.substring(0, set.indexOf(';'));
        }
    }

    /** The hold that a fresh run of this kind opens. */
    String hold(String message) {
        Answer started = post("/api/flows/refund-desk/runs", Wire.write(FixtureOperations.ticket("T1", message)));
        return String.valueOf(
                Json.object(Json.list(started.at("holds")).getFirst()).get("id"));
    }

    @Override
    public void close() {
        server.close();
        client.shutdownNow();
    }
}
