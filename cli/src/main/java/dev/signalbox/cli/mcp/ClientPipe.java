package dev.signalbox.cli.mcp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Both ends of the pipe to a client, between the streams and the SDK, which drops every answer once its input has ended and ends
 * for good at a line that it cannot read. So the end of the input is held back until each request has its answer, for at most the
 * time given; and a line that is no message, or is longer than {@value #MOST} bytes, is answered with an error and passed over.
 */
final class ClientPipe {
    private static final int MOST = 1024 * 1024;
    private static final int UNREADABLE = -32_700;
    private static final int NO_MESSAGE = -32_600;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final InputStream from;
    private final OutputStream to;
    private final Duration patience;
    private final Runnable ended;
    private final Set<JsonNode> owed = new HashSet<>();

    /**
     * @param patience how long answers may still come when the input has ended
     * @param ended told once there is nothing more to answer
     */
    ClientPipe(InputStream from, OutputStream to, Duration patience, Runnable ended) {
        this.from = new BufferedInputStream(from);
        this.to = to;
        this.patience = patience;
        this.ended = ended;
    }

    InputStream in() {
        return new In();
    }

    OutputStream out() {
        return new Out();
    }

    /** The next line that is a message, with its end; null when there is no more. */
    private byte @Nullable [] message() throws IOException {
        while (true) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            boolean whole = true;
            int read = from.read();
            if (read < 0) {
                return null;
            }
            for (; read >= 0 && read != '\n'; read = from.read()) {
                if (line.size() < MOST) {
                    line.write(read);
                } else {
                    whole = false;
                }
            }
            byte[] bytes = line.toByteArray();
            if (!whole) {
                refuse(NO_MESSAGE, "A message has at most " + MOST + " bytes.");
            } else if (!new String(bytes, StandardCharsets.UTF_8).isBlank() && isMessage(bytes)) {
                line.write('\n');
                return line.toByteArray();
            }
        }
    }

    private boolean isMessage(byte[] line) throws IOException {
        JsonNode message;
        try {
            message = MAPPER.readTree(line);
        } catch (JacksonException unreadable) {
            refuse(UNREADABLE, "The line is no JSON.");
            return false;
        }
        JsonNode id = message.path("id");
        boolean named = id.isString() || id.isIntegralNumber() && id.canConvertToLong();
        boolean asks = message.path("method").isString();
        boolean answers =
                message.path("result").isObject() || message.path("error").isObject();
        if (!message.path("jsonrpc").isString() || !(asks ? named || !message.has("id") : named && answers)) {
            refuse(NO_MESSAGE, "The line is no message of JSON-RPC 2.0.");
            return false;
        }
        if (asks && named) {
            owe(id);
        } else if (message.path("method").asString("").equals("notifications/cancelled")) {
            given(message.path("params").path("requestId"));
        }
        return true;
    }

    private void refuse(int code, String words) throws IOException {
        write(("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":" + code + ",\"message\":\"" + words + "\"}}\n")
                .getBytes(StandardCharsets.UTF_8));
    }

    private synchronized void owe(JsonNode id) {
        owed.add(id);
    }

    private synchronized void given(JsonNode id) {
        owed.remove(id);
        notifyAll();
    }

    private void write(byte[] line) throws IOException {
        synchronized (to) {
            to.write(line);
            to.flush();
        }
    }

    /** What is owed is waited for; whoever stops the program meanwhile does not wait. */
    private void end() {
        long until = System.nanoTime() + patience.toNanos();
        try {
            synchronized (this) {
                for (long left = patience.toMillis(); !owed.isEmpty() && left > 0; ) {
                    wait(left);
                    left = (until - System.nanoTime()) / 1_000_000;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        ended.run();
    }

    private final class In extends InputStream {
        private byte[] line = {};
        private int at;
        private boolean over;

        private boolean isThere() throws IOException {
            if (at == line.length && !over) {
                byte[] next = message();
                if (next == null) {
                    over = true;
                    end();
                } else {
                    line = next;
                    at = 0;
                }
            }
            return !over;
        }

        @Override
        public int read() throws IOException {
            return isThere() ? line[at++] & 0xff : -1;
        }

        /** No more than the rest of one line, for a reader goes on asking for as much as it has room for. */
        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!isThere()) {
                return -1;
            }
            int count = Math.min(length, line.length - at);
            System.arraycopy(line, at, into, from, count);
            at += count;
            return count;
        }

        @Override
        public int available() {
            return line.length - at;
        }
    }

    /** Passes whole lines on. */
    private final class Out extends OutputStream {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        @Override
        public void write(int each) throws IOException {
            line.write(each);
            if (each == '\n') {
                byte[] bytes = line.toByteArray();
                line.reset();
                ClientPipe.this.write(bytes);
                JsonNode message = MAPPER.readTree(bytes);
                if (!message.has("method")) {
                    given(message.path("id"));
                }
            }
        }
    }
}
