package dev.signalbox.cli.place;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Terminal;
import dev.signalbox.core.command.Actor;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.dispatch.Bounds;
import dev.signalbox.runtime.port.Telemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens the engine that a command talks to: a running server's, else one of its own that owns the store. */
public final class Engines {
    private static final String OPERATOR = "operator";
    private static final String CHANNEL = "cli";

    private Engines() {}

    /** To look only: what other runs have under way is left alone. */
    public static Opened toLook(Terminal terminal, EngineOptions options) {
        Path workspace = Workspaces.choose(terminal, options.workspace());
        Opened server = server(terminal, workspace, options, null);
        return server != null
                ? server
                : own(
                        terminal,
                        workspace,
                        builder(terminal, workspace, options, List.of()).toLook(),
                        null);
    }

    public static Opened toAct(Terminal terminal, EngineOptions options, @Nullable String by) {
        return toAct(terminal, Workspaces.choose(terminal, options.workspace()), options, by);
    }

    /** @param by who acts, as they say; null for the operator */
    public static Opened toAct(Terminal terminal, Path workspace, EngineOptions options, @Nullable String by) {
        if (by != null && by.isBlank()) {
            throw new Complaint("--by needs a name");
        }
        Opened server = server(terminal, workspace, options, by);
        return server != null ? server : own(terminal, workspace, builder(terminal, workspace, options, List.of()), by);
    }

    /**
     * An engine of this program's own, whoever else runs one, that takes up what was left when it is told to.
     *
     * @param drain how long its close waits for calls under way
     */
    public static Engine serving(
            Terminal terminal, Path workspace, EngineOptions options, Telemetry telemetry, Duration drain) {
        Engine engine = builder(terminal, workspace, options, List.of(telemetry))
                .bounds(Bounds.DEFAULT.withDrain(drain))
                .takesUpLater()
                .schedules()
                .build();
        Observation.hideSecrets(terminal, engine);
        return engine;
    }

    private static @Nullable Opened server(
            Terminal terminal, Path workspace, EngineOptions options, @Nullable String by) {
        // Another store than the server's is asked for by name; if it is the same, its owner lock says so.
        RunningServer server = options.store() == null ? RunningServer.of(workspace) : null;
        if (server == null) {
            return null;
        }
        if (options.models() != null) {
            terminal.remark("the server at " + server.url() + " asks its own models; --models does nothing here");
        }
        if (options.record()) {
            terminal.remark("the server at " + server.url() + " records when it was started with --record");
        }
        if (by != null) {
            terminal.remark("the server at " + server.url() + " knows you by its token; --by is not what it records");
        }
        return new Opened(
                workspace,
                server.operations(terminal.environment()),
                server.url(),
                actor(OPERATOR, Set.of(), true, true));
    }

    private static Opened own(Terminal terminal, Path workspace, Signalbox.Builder builder, @Nullable String by) {
        Engine engine = builder.build();
        Observation.hideSecrets(terminal, engine);
        Actor actor = by == null
                ? actor(OPERATOR, Set.of(), true, true)
                : actor(by, groups(engine.workspace(), by), false, false);
        return new Opened(workspace, engine, null, actor);
    }

    private static Signalbox.Builder builder(
            Terminal terminal, Path workspace, EngineOptions options, List<Telemetry> more) {
        Signalbox.Builder builder = Signalbox.builder()
                .workspace(workspace)
                .environment(terminal.environment())
                .telemetry(Observation.of(terminal, options.log(), more));
        if (options.store() != null) {
            builder.database(store(terminal, options.store()));
        }
        if (options.models() != null) {
            if (!options.models().equals("recorded")) {
                throw new Complaint("--models takes recorded, not '" + options.models()
                        + "'; without it the workspace's own models are asked");
            }
            builder.recordedModels();
        }
        if (options.record()) {
            builder.recordReplies();
        }
        return builder;
    }

    /** A plain path is the caller's, as every path on a command line. */
    private static String store(Terminal terminal, String written) {
        return written.contains(":") || written.equals("memory")
                ? written
                : terminal.path(written).toString();
    }

    private static Set<String> groups(Workspace workspace, String person) {
        Workspace.Person known = workspace.people().get(person);
        return known == null ? Set.of() : Set.copyOf(known.groups());
    }

    private static Actor actor(String id, Set<String> groups, boolean authenticated, boolean operator) {
        return new Actor(id, groups, CHANNEL, authenticated, operator);
    }
}
