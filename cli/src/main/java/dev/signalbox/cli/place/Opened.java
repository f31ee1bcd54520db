package dev.signalbox.cli.place;

import dev.signalbox.core.command.Actor;
import dev.signalbox.runtime.api.Operations;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The engine a command talks to, embedded or a running server's.
 *
 * @param server the running server's address; null when the engine is embedded
 * @param actor who the caller is there
 */
public record Opened(
        Path workspace, Operations operations, @Nullable String server, Actor actor) implements AutoCloseable {
    @Override
    public void close() {
        operations.close();
    }
}
