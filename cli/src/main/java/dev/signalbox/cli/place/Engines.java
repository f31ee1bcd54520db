package dev.signalbox.cli.place;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Terminal;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens the engine that a command talks to. */
public final class Engines {
    private Engines() {}

    public static Opened toLook(Terminal terminal, EngineOptions options) {
        return toAct(terminal, Workspaces.choose(terminal, options.workspace()), options, null);
    }

    public static Opened toAct(Terminal terminal, EngineOptions options, @Nullable String by) {
        return toAct(terminal, Workspaces.choose(terminal, options.workspace()), options, by);
    }

    public static Opened toAct(Terminal terminal, Path workspace, EngineOptions options, @Nullable String by) {
        throw new Complaint("not here yet " + terminal + workspace + options + by);
    }
}
