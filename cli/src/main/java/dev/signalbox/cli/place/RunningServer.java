package dev.signalbox.cli.place;

import dev.signalbox.cli.Complaint;
import dev.signalbox.console.client.HttpOperations;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.value.JsonTextException;
import dev.signalbox.runtime.api.Operations;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server that runs a workspace now, as its {@code .signalbox/server.json} says; a server that died without taking the
 * file away does not answer, and counts as none.
 */
public record RunningServer(String url, Path workspace) {
    private static final int MILLIS_TO_ANSWER = 1000;

    /** The server of that workspace; null when none runs. */
    public static @Nullable RunningServer of(Path workspace) {
        Path file = workspace.resolve(".signalbox").resolve("server.json");
        try {
            if (!Files.isRegularFile(file)) {
                return null;
            }
            Object said = JsonText.parse(Files.readString(file));
            return said instanceof Map<?, ?>
                            && Json.object(said).get("url") instanceof String url
                            && answers(URI.create(url))
                    ? new RunningServer(url, workspace)
                    : null;
        } catch (IOException | JsonTextException | IllegalArgumentException unreadable) {
            return null;
        }
    }

    private static boolean answers(URI url) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), MILLIS_TO_ANSWER);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }

    /**
     * Its operations, with the token of {@code SIGNALBOX_TOKEN}, else the one that it keeps for programs beside it: a server
     * that was given its token keeps none.
     */
    public Operations operations(Map<String, String> environment) {
        String given = environment.get("SIGNALBOX_TOKEN");
        if (given != null && !given.isBlank()) {
            return new HttpOperations(URI.create(url), given.strip());
        }
        Path file = workspace.resolve(".signalbox").resolve("token");
        try {
            return new HttpOperations(URI.create(url), Files.readString(file).strip());
        } catch (IOException unreadable) {
            throw new Complaint("a server runs this workspace at " + url + ", and its token in " + file
                    + " cannot be read; set SIGNALBOX_TOKEN to it, or ask whoever started the server");
        }
    }
}
