package dev.signalbox.console.client;

import dev.signalbox.console.wire.Wire;
import dev.signalbox.dsl.value.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The server that runs beside a command line on the same workspace, as {@code .signalbox/server.json} says.
 *
 * @param token what {@code .signalbox/token} keeps; null when it cannot be read
 */
public record RunningServer(URI url, long pid, @Nullable String token) {

    /** The workspace's server; empty when there is none, or its process has died without taking its word back. */
    public static Optional<RunningServer> of(Path workspace) {
        Path folder = workspace.toAbsolutePath().normalize().resolve(".signalbox");
        try {
            Map<String, Object> said =
                    Json.object(Wire.value(Wire.MAPPER.readTree(Files.readString(folder.resolve("server.json")))));
            if (!(said.get("pid") instanceof Long pid) || !(said.get("url") instanceof String url)) {
                return Optional.empty();
            }
            boolean alive = ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
            return alive ? Optional.of(new RunningServer(URI.create(url), pid, token(folder))) : Optional.empty();
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String token(Path folder) {
        try {
            return Files.readString(folder.resolve("token")).strip();
        } catch (IOException e) {
            return null;
        }
    }

    /** Its operations. {@code given} is the token that the environment names; it goes before the kept one. */
    public HttpOperations operations(@Nullable String given) {
        String used = given == null || given.isBlank() ? token : given.strip();
        return new HttpOperations(url, used == null ? "" : used);
    }
}
