package dev.signalbox.cli.mcp;

import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.EngineOptions;
import dev.signalbox.cli.place.Engines;
import dev.signalbox.cli.place.Opened;
import dev.signalbox.cli.place.RunningServer;
import dev.signalbox.runtime.api.Views;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs as an MCP client may have them: started, waited for, looked at again. Nothing else: whoever decides a hold does so in the
 * console or on the command line. Talks to the workspace's running server, else opens an engine of its own at the first call and
 * keeps it, for the runs go on in it.
 */
final class FlowRuns implements AutoCloseable {
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final Terminal terminal;
    private final Path workspace;
    private final EngineOptions options;
    private final @Nullable String by;
    private final Duration wait;
    private @Nullable Opened opened;

    FlowRuns(Terminal terminal, Path workspace, EngineOptions options, @Nullable String by, Duration wait) {
        this.terminal = terminal;
        this.workspace = workspace;
        this.options = options;
        this.by = by;
        this.wait = wait;
    }

    Path workspace() {
        return workspace;
    }

    /** How long a call waits for its run. */
    Duration longest() {
        return wait;
    }

    /** Starts a run and waits a while for what comes of it. */
    Map<String, Object> start(String flow, Map<String, Object> input, Consumer<Views.RunView> told) {
        Opened place = place();
        Views.RunView run = place.operations().start(flow, input, null, place.actor());
        told.accept(run);
        long until = System.nanoTime() + wait.toNanos();
        while (run.status().equals("running") && System.nanoTime() < until) {
            run = place.operations().await(run.id(), GLANCE);
            told.accept(run);
        }
        return shown(place, run);
    }

    Map<String, Object> look(String run) {
        Opened place = place();
        return shown(place, place.operations().run(run));
    }

    /** A server that came, went or moved is noticed at the next call; an engine of our own stays. */
    private synchronized Opened place() {
        Opened known = opened;
        if (known != null && known.server() != null) {
            RunningServer now = RunningServer.of(workspace);
            if (now == null || !now.url().equals(known.server())) {
                known.close();
                known = null;
            }
        }
        if (known == null) {
            boolean own = options.store() != null || RunningServer.of(workspace) == null;
            known = Engines.toAct(terminal, workspace, options, by == null && own ? "mcp" : by);
            opened = known;
        }
        return known;
    }

    private static Map<String, Object> shown(Opened place, Views.RunView run) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("run", run.id());
        shown.put("flow", run.flow());
        shown.put("status", run.status());
        put(shown, "state", run.state());
        put(shown, "error", run.error());
        if (run.status().equals("succeeded")) {
            put(shown, "output", run.output());
        }
        List<Object> holds = new ArrayList<>();
        for (Views.HoldView hold : run.holds()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("id", hold.id());
            one.put("kind", hold.kind());
            one.put("title", hold.title());
            put(one, "due", hold.due());
            if (place.server() != null) {
                one.put("address", place.server() + "/holds/" + URLEncoder.encode(hold.id(), StandardCharsets.UTF_8));
            }
            holds.add(one);
        }
        if (!holds.isEmpty()) {
            shown.put("holds", holds);
        }
        put(shown, "next", next(place, run));
        return shown;
    }

    private static @Nullable String next(Opened place, Views.RunView run) {
        if (!run.holds().isEmpty()) {
            return "A person has to decide "
                    + (place.server() != null
                            ? "at the hold's address"
                            : "it, in the console (`signalbox serve`) or with `signalbox runs`")
                    + "; ask signalbox_run with this run's id what came of it.";
        }
        return switch (run.status()) {
            case "running", "paused" -> "It goes on by itself; ask signalbox_run with this run's id what came of it.";
            case "stuck" -> "An operator has to look at it.";
            default -> null;
        };
    }

    private static void put(Map<String, Object> into, String name, @Nullable Object value) {
        if (value != null) {
            into.put(name, value);
        }
    }

    @Override
    public synchronized void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
