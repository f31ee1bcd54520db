package dev.signalbox.example.shop;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole application on a port of its own, spoken to as its clients do. */
final class Shop implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    final ConfigurableApplicationContext context;
    private final Client client;

    private Shop(ConfigurableApplicationContext context) {
        this.context = context;
        client = new Client(
                ((WebServerApplicationContext) context).getWebServer().getPort());
    }

    record Answer(int status, JsonNode body) {}

    /** @param settings {@code name=value}, over those of application.yaml */
    static Shop start(EmbeddedPostgres database, String... settings) {
        return new Shop(SpringApplication.run(ShopApplication.class, arguments(database, settings)));
    }

    static String[] arguments(EmbeddedPostgres database, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.datasource.url=" + database.getJdbcUrl("postgres", "postgres"),
                "--spring.datasource.username=postgres",
                "--spring.main.banner-mode=off"));
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        return arguments.toArray(String[]::new);
    }

    /** Who asks the application for something. */
    record Client(int port) {
        Answer get(String path) throws IOException, InterruptedException {
            return send(HttpRequest.newBuilder().GET(), path);
        }

        Answer post(String path, String person, String body) throws IOException, InterruptedException {
            return send(
                    HttpRequest.newBuilder()
                            .header("Content-Type", "application/json")
                            .header("X-Person", person)
                            .POST(HttpRequest.BodyPublishers.ofString(body)),
                    path);
        }

        private Answer send(HttpRequest.Builder request, String path) throws IOException, InterruptedException {
            HttpResponse<String> answer = CLIENT.send(
                    request.uri(URI.create("http://localhost:" + port + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
        }
    }

    Answer get(String path) throws IOException, InterruptedException {
        return client.get(path);
    }

    Answer post(String path, String person, String body) throws IOException, InterruptedException {
        return client.post(path, person, body);
    }

    @Override
    public void close() {
        context.close();
    }
}
