package dev.signalbox.runtime.mcp;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonNodes;
import dev.signalbox.runtime.action.GuardedHttp;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientSession;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * One session with a server, over the SDK's. It offers the server nothing: a request for a model's answer, for a person's or for
 * folders is refused, and resources and prompts are never asked for. A request that is not answered in its time is cancelled,
 * and a server that does not answer a ping then is given up.
 */
final class Session implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final TypeRef<Object> ANY = new TypeRef<>() {};
    private static final List<String> VERSIONS = List.of(
            ProtocolVersions.MCP_2024_11_05,
            ProtocolVersions.MCP_2025_03_26,
            ProtocolVersions.MCP_2025_06_18,
            ProtocolVersions.MCP_2025_11_25);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Duration FAR = Duration.ofDays(2);
    private static final Duration TO_PING = Duration.ofSeconds(5);
    private static final Duration LISTING_LASTS = Duration.ofMinutes(1);
    private static final int MOST_PAGES = 50;
    private static final int MOST_TOOLS = 1_000;
    private static final String KEY = "dev.signalbox/idempotency-key";

    private final String server;
    private final Wire wire;
    private final McpClientSession session;
    private volatile @Nullable Listing listing;
    private volatile boolean served;

    private record Listing(List<Tool> tools, long at) {}

    private Session(String server, Wire wire) {
        this.server = server;
        this.wire = wire;
        this.session = new McpClientSession(
                FAR, wire, Map.of("ping", params -> Mono.just(Map.of())), Map.of(), connecting -> connecting);
        wire.onEnd(reason -> session.close());
        wire.onChange(() -> listing = null);
    }

    /** Begins a session; the transport is closed when that fails. */
    static Session open(String server, Wire wire, Duration timeout) throws McpFailure, InterruptedException {
        Session opened = new Session(server, wire);
        try {
            opened.initialise(timeout);
            return opened;
        } catch (McpFailure | InterruptedException | RuntimeException problem) {
            opened.close();
            throw problem;
        }
    }

    private void initialise(Duration timeout) throws McpFailure, InterruptedException {
        Object said = ask(
                McpSchema.METHOD_INITIALIZE,
                Map.of(
                        "protocolVersion", VERSIONS.getLast(),
                        "capabilities", Map.of(),
                        "clientInfo", Map.of("name", "signalbox", "version", "1")),
                new Sending(timeout));
        String version =
                said instanceof Map<?, ?> ? String.valueOf(Json.object(said).get("protocolVersion")) : "";
        if (!VERSIONS.contains(version)) {
            throw McpFailure.before(
                    "connection",
                    "The MCP server " + server + " speaks version " + version + " of the protocol; this program speaks "
                            + String.join(", ", VERSIONS) + ".");
        }
        if (wire instanceof StreamableWire http) {
            http.speaks(version);
        }
        tell(McpSchema.METHOD_NOTIFICATION_INITIALIZED, Map.of());
    }

    /** Why nothing can be asked any more; null while it can. */
    @Nullable
    String over() {
        return wire.ended();
    }

    /** Whether it has answered a call. */
    boolean hasServed() {
        return served;
    }

    /** What the server offers, as it said within the last minute and has not taken back. */
    List<Tool> tools(Duration timeout) throws McpFailure, InterruptedException {
        Listing known = listing;
        if (known != null && System.nanoTime() - known.at() < LISTING_LASTS.toNanos()) {
            return known.tools();
        }
        long until = System.nanoTime() + timeout.toNanos();
        long asked = System.nanoTime();
        List<Tool> tools = new ArrayList<>();
        String cursor = null;
        for (int page = 0; page < MOST_PAGES && tools.size() < MOST_TOOLS; page++) {
            Object said = ask(
                    McpSchema.METHOD_TOOLS_LIST,
                    cursor == null ? Map.of() : Map.of("cursor", cursor),
                    new Sending(Duration.ofNanos(Math.max(1, until - System.nanoTime()))));
            if (!(said instanceof Map<?, ?>) || !(Json.object(said).get("tools") instanceof List<?> items)) {
                throw McpFailure.before("connection", "The MCP server " + server + " does not say which tools it has.");
            }
            for (Object item : items) {
                Tool tool = Tool.of(item);
                if (tool != null) {
                    tools.add(tool);
                }
            }
            cursor = Json.object(said).get("nextCursor") instanceof String next ? next : null;
            if (cursor == null) {
                break;
            }
        }
        listing = new Listing(List.copyOf(tools), asked);
        return List.copyOf(tools);
    }

    /** The answer of a tool as the server gave it. */
    Object call(String tool, Map<String, Object> args, String key, Sending sending)
            throws McpFailure, InterruptedException {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("name", tool);
        params.put("arguments", JsonNodes.toNode(args));
        params.put("_meta", Map.of(KEY, key));
        Object answer = ask(McpSchema.METHOD_TOOLS_CALL, params, sending);
        served = true;
        return answer;
    }

    private Object ask(String method, Map<String, ?> params, Sending sending) throws McpFailure, InterruptedException {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        AtomicReference<@Nullable Disposable> under = new AtomicReference<>();
        // A transport may carry the request out on the thread that asks.
        Thread.ofVirtual()
                .name("mcp-" + server)
                .start(() -> under.set(session.sendRequest(method, params, ANY)
                        .contextWrite(context -> context.put(Sending.KEY, sending))
                        .subscribe(answer::complete, answer::completeExceptionally, () -> answer.complete(Map.of()))));
        try {
            Object said = answer.get(sending.timeout.plus(wire.grace()).toNanos(), TimeUnit.NANOSECONDS);
            return JsonNodes.fromNode(MAPPER.valueToTree(said));
        } catch (TimeoutException late) {
            giveUp(method, sending, under.get());
            throw new McpFailure(
                    "timeout",
                    "The MCP server " + server + " did not answer within " + seconds(sending.timeout) + ".",
                    sending.left());
        } catch (InterruptedException stopped) {
            giveUp(method, sending, under.get());
            throw stopped;
        } catch (ExecutionException failed) {
            throw failure(failed.getCause(), sending);
        }
    }

    /** The server is told, and asked whether it is still there. */
    private void giveUp(String method, Sending sending, @Nullable Disposable under) {
        sending.abandon();
        if (under != null) {
            under.dispose();
        }
        Object id = sending.id();
        if (method.equals("ping")) {
            wire.end("it does not answer any more");
        } else if (!method.equals(McpSchema.METHOD_INITIALIZE) && id != null) {
            Thread.ofVirtual().start(() -> {
                tell("notifications/cancelled", Map.of("requestId", id, "reason", "out of time"));
                ping();
            });
        }
    }

    private void ping() {
        try {
            ask("ping", Map.of(), new Sending(TO_PING));
        } catch (McpFailure dead) {
            LOG.info("The MCP server {} does not answer a ping: {}", server, dead.sentence());
            close();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(String method, Map<String, ?> params) {
        session.sendNotification(method, params)
                .subscribe(done -> {}, failed -> LOG.debug("{} was not told {}", server, method, failed));
    }

    private McpFailure failure(@Nullable Throwable cause, Sending sending) {
        if (cause instanceof McpError error) {
            var said = error.getJsonRpcError();
            String words =
                    said == null ? String.valueOf(error.getMessage()) : said.message() + " (" + said.code() + ")";
            return McpFailure.before(
                    "action.error", "The MCP server " + server + " answered with an error: " + words + ".");
        }
        if (cause instanceof StreamableWire.Refused refused) {
            if (refused.isOver()) {
                wire.end("it knows the session no more");
            }
            return McpFailure.before(refused.kind(), String.valueOf(refused.getMessage()));
        }
        if (cause instanceof GuardedHttp.Lost lost) {
            return new McpFailure(
                    lost.late() ? "timeout" : "connection", String.valueOf(lost.getMessage()), lost.left());
        }
        String ended = wire.ended();
        String why = ended != null ? ended : cause == null ? "" : String.valueOf(cause.getMessage());
        return new McpFailure(
                "connection", "The MCP server " + server + " gave no answer: " + why + ".", sending.left());
    }

    static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    @Override
    public void close() {
        wire.closeGracefully().block();
    }
}
