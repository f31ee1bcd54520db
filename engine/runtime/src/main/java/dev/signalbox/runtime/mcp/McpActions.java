package dev.signalbox.runtime.mcp;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Target;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.McpServer;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.action.GuardedHttp;
import dev.signalbox.runtime.action.HttpRules;
import dev.signalbox.runtime.port.ActionPort;
import dev.signalbox.runtime.port.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls tools of the workspace's MCP servers. Nothing is started before the first call; a server is asked what its tools are
 * before any of them is called, and one that is not what the action's pin says is not called: {@code action.mcp_changed}, with
 * what is another. A try takes at most its time-out, 30 s when it has none, the wait for a server that starts included.
 *
 * <p>What fails before the call is handed to the server certainly did nothing. After that a read and an idempotent call fail
 * alike, and any other write without an answer is {@link ActionOutcome.Unknown}.
 */
public final class McpActions implements ActionPort, AutoCloseable {
    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    private final Supplier<Workspace> workspace;
    private final Environment environment;
    private final Function<String, @Nullable Tool> pinned;
    private final GuardedHttp http;
    private final Duration toBegin;
    private final LongSupplier nanos;
    private final Map<String, Connection> connections = new ConcurrentHashMap<>();

    McpActions(
            Supplier<Workspace> workspace,
            Environment environment,
            Function<String, @Nullable Tool> pinned,
            Duration toBegin,
            LongSupplier nanos) {
        this.workspace = workspace;
        this.environment = environment;
        this.pinned = pinned;
        this.http = new GuardedHttp(() -> HttpRules.of(workspace.get(), Map.of()), environment);
        this.toBegin = toBegin;
        this.nanos = nanos;
    }

    /**
     * The tools of a workspace as it is at each call.
     *
     * @param pinned what the tool of a pin was, for telling what has changed; null where nobody knows
     */
    public static McpActions of(
            Supplier<Workspace> workspace, Environment environment, Function<String, @Nullable Tool> pinned) {
        return new McpActions(workspace, environment, pinned, Connection.TO_BEGIN, System::nanoTime);
    }

    /** A server that could not be asked, and why. */
    public static final class Unreachable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreachable(String sentence) {
            super(sentence);
        }
    }

    /** What a server offers now, by name. */
    public Map<String, Tool> tools(String server, Duration timeout) throws Unreachable, InterruptedException {
        long until = System.nanoTime() + timeout.toNanos();
        try {
            Map<String, Tool> tools = new TreeMap<>();
            session(server, until).tools(left(until)).forEach(tool -> tools.put(tool.name(), tool));
            return tools;
        } catch (McpFailure failure) {
            throw new Unreachable(failure.sentence());
        }
    }

    @Override
    public ActionOutcome call(Effect.ActionCall call) throws InterruptedException {
        if (!(call.target() instanceof Target.Mcp target)) {
            throw new IllegalArgumentException("not a tool of an MCP server");
        }
        Duration timeout = call.timeout() == null ? DEFAULT_TIMEOUT : call.timeout();
        long until = System.nanoTime() + timeout.toNanos();
        try {
            Connection connection = connection(target.server());
            connection.takeTurn(timeout);
            try {
                return call(call, target, until);
            } finally {
                connection.giveTurn();
            }
        } catch (McpFailure failure) {
            return failure.left() && call.effect() == Action.Effect.WRITE
                    ? new ActionOutcome.Unknown(failure.kind(), failure.sentence())
                    : new ActionOutcome.Failed(failure.kind(), failure.sentence(), null, null);
        }
    }

    private ActionOutcome call(Effect.ActionCall call, Target.Mcp target, long until)
            throws McpFailure, InterruptedException {
        String pin = target.schema();
        if (pin == null) {
            throw McpFailure.before(
                    "value",
                    "The tool " + target.tool() + " of the MCP server " + target.server()
                            + " is not pinned. Run `signalbox mcp pin`, which writes its schema into the action.");
        }
        Session session = session(target.server(), until);
        Tool tool = find(session.tools(left(until)), target.tool());
        if (tool == null || !tool.pin().equals(pin)) {
            return changed(target, pin, tool);
        }
        Object answer = session.call(target.tool(), call.args(), call.key(), new Sending(left(until)));
        return ToolAnswer.of(answer, Boolean.TRUE.equals(target.json()));
    }

    private ActionOutcome changed(Target.Mcp target, String pin, @Nullable Tool now) {
        String who = "The tool " + target.tool() + " of the MCP server " + target.server();
        if (now == null) {
            return new ActionOutcome.Failed(
                    "action.mcp_changed",
                    who + " is not there any more. Nothing was called.",
                    Map.of("body", Map.of("pinned", pin)),
                    null);
        }
        Tool before = pinned.apply(pin);
        List<String> changes = before == null ? List.of() : ToolChange.between(before, now);
        String told =
                changes.isEmpty() ? "It was " + pin + " and is " + now.pin() + "." : String.join("; ", changes) + ".";
        return new ActionOutcome.Failed(
                "action.mcp_changed",
                who + " is not what it was when the action was pinned; nothing was called. " + told
                        + " Look at it with `signalbox mcp tools " + target.server()
                        + "`, and pin it anew with `signalbox mcp pin` if it may be called.",
                Map.of("body", Map.of("pinned", pin, "offered", now.pin(), "changes", List.copyOf(changes))),
                null);
    }

    private static @Nullable Tool find(List<Tool> tools, String name) {
        return tools.stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private Session session(String server, long until) throws McpFailure, InterruptedException {
        Workspace now = workspace.get();
        return connection(server).session(Settings.of(known(now, server), now, environment), left(until));
    }

    private Connection connection(String server) throws McpFailure {
        McpServer known = known(workspace.get(), server);
        int concurrency = known.concurrency() == null ? McpServer.USUAL_CONCURRENCY : known.concurrency();
        return connections.computeIfAbsent(server, name -> new Connection(name, concurrency, http, toBegin, nanos));
    }

    private static McpServer known(Workspace workspace, String server) throws McpFailure {
        McpServer known = workspace.mcpServers().get(server);
        if (known == null) {
            throw McpFailure.before(
                    "value", "There is no MCP server " + server + ". Name it under mcp.servers in signalbox.yaml.");
        }
        return known;
    }

    private static Duration left(long until) throws McpFailure {
        long nanos = until - System.nanoTime();
        if (nanos <= 0) {
            throw McpFailure.before("timeout", "No time was left before the call was made.");
        }
        return Duration.ofNanos(nanos);
    }

    /** Ends every session and program. */
    @Override
    public void close() {
        List<Thread> closing = connections.values().stream()
                .map(connection -> Thread.ofVirtual().start(connection::close))
                .toList();
        boolean stopped = false;
        for (Thread each : closing) {
            try {
                each.join();
            } catch (InterruptedException e) {
                stopped = true;
            }
        }
        if (stopped) {
            Thread.currentThread().interrupt();
        }
        try {
            http.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
