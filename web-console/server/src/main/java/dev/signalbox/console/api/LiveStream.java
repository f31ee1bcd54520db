package dev.signalbox.console.api;

import dev.signalbox.console.access.Gate;
import dev.signalbox.console.access.Role;
import dev.signalbox.console.wire.Wire;
import dev.signalbox.runtime.api.Operations;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * {@code GET /api/stream}: server-sent events, {@code change} for each change of a run or hold. A reader too slow for its
 * 1,000 waiting changes gets one {@code resync} in their place and should read again what it shows. A comment every 10
 * seconds keeps the line open and finds out whether the session still stands. At most 200 readers.
 */
public final class LiveStream implements AutoCloseable {
    private static final int WAITING = 1_000;
    private static final int READERS = 200;
    private static final Views.Change END = new Views.Change("end", "", "");
    private static final Views.Change RESYNC = new Views.Change("resync", "", "");

    private record Reader(BlockingQueue<Views.Change> changes, AtomicBoolean lost) {
        void offer(Views.Change change) {
            if (!changes.offer(change)) {
                lost.set(true);
            }
        }
    }

    private final Gate gate;
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private final AutoCloseable watch;
    private volatile boolean closed;

    public LiveStream(Operations operations, Gate gate) {
        this.gate = gate;
        this.watch = operations.watch(change -> readers.forEach(reader -> reader.offer(change)));
    }

    void install(RoutesConfig routes) {
        routes.get("/api/stream", this::serve, Role.VIEW);
    }

    /** How many read at this moment. */
    public int readers() {
        return readers.size();
    }

    private void serve(Context ctx) throws InterruptedException {
        if (closed || readers.size() >= READERS) {
            throw new Problem(Problem.Kind.UNAVAILABLE, "Too many pages listen already; close one.");
        }
        Reader reader = new Reader(new ArrayBlockingQueue<>(WAITING), new AtomicBoolean());
        readers.add(reader);
        try {
            HttpServletResponse response = ctx.res();
            response.setContentType("text/event-stream");
            response.setCharacterEncoding("UTF-8");
            response.setHeader("X-Accel-Buffering", "no");
            OutputStream out = response.getOutputStream();
            send(out, "retry: 2000\nevent: hello\ndata: {}\n\n");
            follow(ctx, reader, out);
        } catch (IOException e) {
            // The reader has gone: that is how a stream ends.
            return;
        } finally {
            readers.remove(reader);
        }
    }

    private void follow(Context ctx, Reader reader, OutputStream out) throws IOException, InterruptedException {
        while (!closed) {
            Views.Change change = reader.changes().poll(10, TimeUnit.SECONDS);
            if (END.equals(change)) {
                return;
            }
            if (reader.lost().getAndSet(false)) {
                reader.changes().clear();
                change = RESYNC;
            }
            if (change != null) {
                String name = RESYNC.equals(change) ? "resync" : "change";
                send(out, "event: " + name + "\ndata: " + Wire.write(change) + "\n\n");
            } else if (gate.stands(ctx)) {
                send(out, ": still here\n\n");
            } else {
                return;
            }
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        closed = true;
        readers.forEach(reader -> {
            reader.changes().clear();
            reader.offer(END);
        });
        try {
            watch.close();
        } catch (Exception e) {
            throw new IllegalStateException("the watch does not close", e);
        }
    }
}
