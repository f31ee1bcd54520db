package dev.signalbox.runtime.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * A server that is a program, one message a line. It is started with an argument list, never a shell, in the folder for
 * temporary files, and has nothing in its environment but {@code PATH}, {@code LANG} and what its settings name. What it writes
 * to its standard error goes to the log with secrets masked, at most {@value #MOST_LOGGED} lines of it. It ends with its
 * children: asked first, by the end of its input, then told, then killed.
 *
 * <p>The SDK's own transport inherits this process's environment, waits without end for a program that does not want to end,
 * and does not say when one has died.
 */
final class StdioWire extends Wire {
    private static final Logger LOG = LoggerFactory.getLogger(StdioWire.class);
    private static final Duration TO_END = Duration.ofSeconds(2);
    private static final int MOST_LOGGED = 1_000;
    private static final int LONGEST_LOGGED = 500;

    private final String server;
    private final Process process;
    private final UnaryOperator<String> mask;
    private final LinkedBlockingQueue<Outgoing> outgoing = new LinkedBlockingQueue<>();
    private final Thread writer;

    private record Outgoing(String line, @Nullable Sending sending) {}

    private StdioWire(String server, Process process, UnaryOperator<String> mask) {
        this.server = server;
        this.process = process;
        this.mask = mask;
        this.writer = Thread.ofVirtual().name("mcp-" + server + "-in").unstarted(this::write);
    }

    /**
     * Starts the program.
     *
     * @param mask puts names in the place of secrets
     */
    static StdioWire start(
            String server, List<String> command, Map<String, String> environment, UnaryOperator<String> mask)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(new File(System.getProperty("java.io.tmpdir")));
        String path = System.getenv("PATH");
        Map<String, String> clean = new LinkedHashMap<>();
        clean.put("PATH", path == null ? "/usr/bin:/bin" : path);
        clean.put("LANG", "C.UTF-8");
        clean.putAll(environment);
        builder.environment().clear();
        builder.environment().putAll(clean);
        StdioWire wire = new StdioWire(server, builder.start(), mask);
        wire.writer.start();
        Thread.ofVirtual().name("mcp-" + server + "-out").start(wire::read);
        Thread.ofVirtual().name("mcp-" + server + "-err").start(wire::log);
        return wire;
    }

    @Override
    void send(McpSchema.JSONRPCMessage message, String text, @Nullable Sending sending) {
        outgoing.add(new Outgoing(text, sending));
    }

    private void write() {
        try (OutputStream in = process.getOutputStream()) {
            while (ended() == null) {
                Outgoing next = outgoing.take();
                if (next.sending() == null || next.sending().leaves()) {
                    in.write(next.line().getBytes(StandardCharsets.UTF_8));
                    in.write('\n');
                    in.flush();
                }
            }
        } catch (IOException closed) {
            end("it reads no more");
        } catch (InterruptedException stopped) {
            LOG.trace("The input of {} ends", server);
        }
    }

    private void read() {
        try (InputStream out = process.getInputStream()) {
            String line = line(out);
            while (line != null && ended() == null) {
                if (!line.isBlank()) {
                    received(mask.apply(line));
                }
                line = line(out);
            }
        } catch (IOException unreadable) {
            LOG.debug("The output of {} cannot be read", server, unreadable);
        }
        end("it ended" + status());
        close(TO_END);
    }

    private String status() {
        try {
            return process.waitFor(TO_END.toMillis(), TimeUnit.MILLISECONDS)
                    ? " with exit code " + process.exitValue()
                    : "";
        } catch (InterruptedException stopped) {
            return "";
        }
    }

    /** The next line; null at the end, or when it is too long for a message. */
    private @Nullable String line(InputStream out) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        int next = out.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            line.write(next);
            if (line.size() > LONGEST_MESSAGE) {
                end("it sent a message larger than 1 MiB");
                return null;
            }
            next = out.read();
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private void log() {
        int lines = 0;
        try (InputStream err = process.getErrorStream()) {
            byte[] buffer = new byte[LONGEST_LOGGED * 4];
            int length = 0;
            int next = err.read();
            while (next >= 0) {
                if (next != '\n' && length < buffer.length) {
                    buffer[length] = (byte) next;
                    length++;
                } else if (next == '\n') {
                    lines = told(new String(buffer, 0, length, StandardCharsets.UTF_8), lines);
                    length = 0;
                }
                next = err.read();
            }
            if (length > 0) {
                told(new String(buffer, 0, length, StandardCharsets.UTF_8), lines);
            }
        } catch (IOException unreadable) {
            LOG.debug("The standard error of {} cannot be read", server, unreadable);
        }
    }

    private int told(String line, int lines) {
        if (lines < MOST_LOGGED) {
            LOG.info("MCP server {}: {}", server, shown(line));
        } else if (lines == MOST_LOGGED) {
            LOG.warn("MCP server {} writes too much to its standard error; the rest is left out", server);
        }
        return Math.min(lines + 1, MOST_LOGGED + 1);
    }

    private String shown(String line) {
        String text = mask.apply(line.strip()).replaceAll("\\p{Cntrl}", " ");
        return text.length() > LONGEST_LOGGED ? text.substring(0, LONGEST_LOGGED) + "…" : text;
    }

    @Override
    void noise(String text) {
        LOG.warn("MCP server {} wrote what is no message to its standard output: {}", server, shown(text));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(() -> {
            end("it was closed");
            close(TO_END);
        });
    }

    /** Once the reader has seen the end, nothing is left to ask; a child that lives on is killed all the same. */
    private void close(Duration time) {
        List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
        writer.interrupt();
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyClosed) {
            LOG.trace("The input of {} is closed", server, alreadyClosed);
        }
        try {
            if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
                family.addAll(process.descendants().toList());
                process.destroy();
                process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            family.forEach(ProcessHandle::destroyForcibly);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
