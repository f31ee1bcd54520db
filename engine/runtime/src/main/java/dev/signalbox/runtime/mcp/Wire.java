package dev.signalbox.runtime.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * What our transports share: messages as text, and what of a server's messages reaches the session. Answers to what was not
 * asked, notifications and lines that are no message are counted and go no further; a server that sends too many of them, or
 * leaves too many requests unanswered, is given up.
 */
abstract class Wire implements McpClientTransport {
    static final McpJsonMapper JSON =
            new JacksonMcpJsonMapper(JsonMapper.builder().build());
    /** The most one message may take, an answer's 1 MiB and what is around it. */
    static final int LONGEST_MESSAGE = 1024 * 1024 + 64 * 1024;

    static final int MOST_UNASKED = 10_000;
    static final int MOST_GARBAGE = 100;
    private static final int MOST_UNANSWERED = 1_000;
    private static final String CHANGED = McpSchema.METHOD_NOTIFICATION_TOOLS_LIST_CHANGED;

    private final Set<Object> asked = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Function<Mono<McpSchema.JSONRPCMessage>, Mono<McpSchema.JSONRPCMessage>> session;
    private volatile @Nullable String ended;
    private volatile Consumer<String> whenEnded = reason -> {};
    private volatile Runnable whenChanged = () -> {};
    private final AtomicInteger unasked = new AtomicInteger();
    private final AtomicInteger garbage = new AtomicInteger();

    @Override
    public final Mono<Void> connect(Function<Mono<McpSchema.JSONRPCMessage>, Mono<McpSchema.JSONRPCMessage>> handler) {
        session = handler;
        return Mono.empty();
    }

    /** Told once when the server can be spoken to no more, with the reason. */
    final void onEnd(Consumer<String> told) {
        whenEnded = told;
    }

    /** Told when the server says that its tools are others now. */
    final void onChange(Runnable told) {
        whenChanged = told;
    }

    /** Why nothing can be sent any more; null while it can. */
    final @Nullable String ended() {
        return ended;
    }

    final synchronized void end(String reason) {
        if (ended == null) {
            ended = reason;
            whenEnded.accept(reason);
        }
    }

    @Override
    public final Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
        return Mono.deferContextual(context -> {
            Sending sending = context.hasKey(Sending.KEY) ? context.get(Sending.KEY) : null;
            if (message instanceof McpSchema.JSONRPCRequest request && request.id() != null) {
                if (sending != null) {
                    sending.named(request.id());
                }
                if (asked.size() >= MOST_UNANSWERED) {
                    end("it left " + MOST_UNANSWERED + " requests unanswered");
                }
                asked.add(request.id());
            }
            if (ended != null) {
                return Mono.error(new IOException(ended));
            }
            try {
                send(message, JSON.writeValueAsString(message), sending);
                return Mono.empty();
            } catch (IOException problem) {
                return Mono.error(problem);
            }
        });
    }

    /** @param sending null for what nobody waits for */
    abstract void send(McpSchema.JSONRPCMessage message, String text, @Nullable Sending sending) throws IOException;

    /** Whether a request still waits for its answer. */
    final boolean waits(@Nullable Object id) {
        return id != null && asked.contains(id);
    }

    /** How much longer than a request's own time its transport may take to say that it is over. */
    Duration grace() {
        return Duration.ZERO;
    }

    /** A server's message, or a line that should be one. */
    final void received(String text) {
        McpSchema.JSONRPCMessage message;
        try {
            message = McpSchema.deserializeJsonRpcMessage(JSON, text);
        } catch (IOException | RuntimeException notOne) {
            int lines = garbage.incrementAndGet();
            if (lines > MOST_GARBAGE) {
                end("it sent " + lines + " lines that are no MCP messages");
            }
            noise(text);
            return;
        }
        if (message instanceof McpSchema.JSONRPCResponse response) {
            if (response.id() != null && asked.remove(response.id())) {
                unasked.set(0);
                hand(message);
                return;
            }
        } else if (message instanceof McpSchema.JSONRPCRequest) {
            hand(message);
        } else if (message instanceof McpSchema.JSONRPCNotification notification
                && notification.method().equals(CHANGED)) {
            whenChanged.run();
        }
        int messages = unasked.incrementAndGet();
        if (messages > MOST_UNASKED) {
            end("it sent " + messages + " messages that nobody had asked for");
        }
    }

    private void hand(McpSchema.JSONRPCMessage message) {
        var to = session;
        if (to != null) {
            to.apply(Mono.just(message)).subscribe(handled -> {}, failed -> {});
        }
    }

    /** A line that is no message. */
    abstract void noise(String text);

    @Override
    public final <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return JSON.convertValue(data, type);
    }
}
