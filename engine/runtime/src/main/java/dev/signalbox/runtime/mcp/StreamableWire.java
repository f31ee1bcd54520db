package dev.signalbox.runtime.mcp;

import dev.signalbox.runtime.action.GuardedHttp;
import io.modelcontextprotocol.spec.HttpHeaders;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * A server over streamable HTTP: each message is a request of its own, and its answer one message or a stream of them. Goes
 * through {@link GuardedHttp}, which the SDK's own transport cannot: the JDK's client connects to whatever address a name has
 * by then. No stream is kept open for what a server would say unasked.
 */
final class StreamableWire extends Wire {
    private static final Logger LOG = LoggerFactory.getLogger(StreamableWire.class);
    private static final Duration UNWAITED = Duration.ofSeconds(10);
    private static final Duration TO_END = Duration.ofSeconds(2);

    private final String server;
    private final String url;
    private final Map<String, String> headers;
    private final GuardedHttp http;
    private volatile @Nullable String session;
    private volatile @Nullable String version;

    StreamableWire(String server, String url, Map<String, String> headers, GuardedHttp http) {
        this.server = server;
        this.url = url;
        this.headers = new LinkedHashMap<>(headers);
        this.http = http;
    }

    /** What was agreed on at the beginning stands in each later request. */
    void speaks(String version) {
        this.version = version;
    }

    /** A message that was not carried, for a reason that a person can act on. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;
        private final String kind;
        private final boolean gone;

        Refused(String kind, String sentence, boolean gone) {
            super(sentence);
            this.kind = kind;
            this.gone = gone;
        }

        /** The server knows the session no more: another has to be begun. */
        boolean isOver() {
            return gone;
        }

        String kind() {
            return kind;
        }
    }

    @Override
    void send(McpSchema.JSONRPCMessage message, String text, @Nullable Sending sending) throws IOException {
        Object id = message instanceof McpSchema.JSONRPCRequest request ? request.id() : null;
        if (sending != null && !sending.leaves()) {
            throw new IOException("nobody waits for it any more");
        }
        AtomicReference<@Nullable Refused> refused = new AtomicReference<>();
        try {
            http.send(
                    "POST",
                    url,
                    all(),
                    text,
                    sending == null ? UNWAITED : sending.timeout,
                    sending == null ? end -> {} : sending::endsBy,
                    answer -> refused.set(readOrRefuse(answer, id)));
        } catch (GuardedHttp.NotAllowed notAllowed) {
            throw new Refused("value", notAllowed.sentence(), false);
        }
        Refused why = refused.get();
        if (why != null) {
            throw why;
        }
    }

    /** What is thrown while an answer is read counts as a lost connection, which a refusal is not. */
    private @Nullable Refused readOrRefuse(GuardedHttp.Answer answer, @Nullable Object id) throws IOException {
        try {
            read(answer, id);
            return null;
        } catch (Refused refused) {
            return refused;
        }
    }

    private Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Accept", "application/json, text/event-stream");
        put(all, HttpHeaders.MCP_SESSION_ID, session);
        put(all, HttpHeaders.PROTOCOL_VERSION, version);
        return all;
    }

    private static void put(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    private void read(GuardedHttp.Answer answer, @Nullable Object id) throws IOException {
        int status = answer.status();
        if (status < 200 || status >= 300) {
            boolean gone = status == 404 && session != null;
            throw new Refused(gone ? "connection" : "http." + status, refusal(answer, status), gone);
        }
        String given = answer.header(HttpHeaders.MCP_SESSION_ID);
        if (given != null && session == null) {
            session = given;
        }
        if (id == null) {
            return;
        }
        switch (answer.mediaType()) {
            case "text/event-stream" -> events(answer, id);
            case "application/json" -> received(whole(answer));
            default ->
                throw new Refused(
                        "value",
                        "The MCP server " + server + " answered with " + answer.mediaType()
                                + ", which is neither a message nor a stream of them.",
                        false);
        }
        if (waits(id)) {
            throw new IOException("it ended its answer before it had given one");
        }
    }

    private String refusal(GuardedHttp.Answer answer, int status) throws IOException {
        byte[] said = answer.body().readNBytes(1_000);
        String text = answer.mask(new String(said, StandardCharsets.UTF_8)).strip();
        return "The MCP server " + server + " answered " + status + (text.isEmpty() ? "." : ": " + text);
    }

    private static String whole(GuardedHttp.Answer answer) throws IOException {
        byte[] bytes = answer.body().readNBytes(LONGEST_MESSAGE + 1);
        if (bytes.length > LONGEST_MESSAGE) {
            throw tooLarge();
        }
        return answer.mask(new String(bytes, StandardCharsets.UTF_8));
    }

    private static Refused tooLarge() {
        return new Refused("value", "The answer is larger than 1 MiB, which is the most an action takes.", false);
    }

    /** Events until the answer is among them; {@code data} lines of one event belong together. */
    private void events(GuardedHttp.Answer answer, Object id) throws IOException {
        try (InputStream body = answer.body()) {
            StringBuilder data = new StringBuilder();
            ByteArrayOutputStream line = new ByteArrayOutputStream(256);
            long taken = 0;
            int next = body.read();
            while (next >= 0 && waits(id) && ended() == null) {
                taken++;
                if (taken > 4L * LONGEST_MESSAGE || line.size() + data.length() > LONGEST_MESSAGE) {
                    throw tooLarge();
                }
                if (next != '\n') {
                    line.write(next);
                } else {
                    event(line.toString(StandardCharsets.UTF_8).stripTrailing(), data, answer);
                    line.reset();
                }
                next = body.read();
            }
        }
    }

    private void event(String line, StringBuilder data, GuardedHttp.Answer answer) {
        if (line.startsWith("data:")) {
            data.append(data.isEmpty() ? "" : "\n").append(line.substring(5).stripLeading());
        } else if (line.isEmpty() && !data.isEmpty()) {
            received(answer.mask(data.toString()));
            data.setLength(0);
        }
    }

    @Override
    Duration grace() {
        return TO_END;
    }

    @Override
    void noise(String text) {
        LOG.warn("MCP server {} answered with what is no message, {} characters", server, text.length());
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(() -> {
            String open = session;
            if (open != null && ended() == null) {
                try {
                    http.send("DELETE", url, all(), null, TO_END, end -> {}, answer -> {});
                } catch (GuardedHttp.NotAllowed | GuardedHttp.Lost nobody) {
                    LOG.debug("The session with {} could not be ended", server, nobody);
                }
            }
            end("it was closed");
        });
    }
}
