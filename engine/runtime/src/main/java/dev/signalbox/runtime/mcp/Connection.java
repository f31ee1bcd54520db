package dev.signalbox.runtime.mcp;

import dev.signalbox.runtime.action.GuardedHttp;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one session that an engine has with a server: begun when it is first needed, begun anew when it has ended or its settings
 * are others, and after ends without an answered call in between only when a pause is over that doubles up to a minute. Begun by
 * a thread of its own, so that a slow start outlives the call that asked for it.
 */
final class Connection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    static final Duration TO_BEGIN = Duration.ofSeconds(30);
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;

    private final String server;
    private final GuardedHttp http;
    private final Duration toBegin;
    private final LongSupplier nanos;
    private final Semaphore turns;
    private @Nullable Settings settings;
    private @Nullable CompletableFuture<Session> current;
    private @Nullable Wire beginning;
    private int ends;
    private long notBefore;
    private boolean closed;

    Connection(String server, int concurrency, GuardedHttp http, Duration toBegin, LongSupplier nanos) {
        this.server = server;
        this.http = http;
        this.toBegin = toBegin;
        this.nanos = nanos;
        this.turns = new Semaphore(concurrency);
    }

    /** Waits for one of the server's places; each has to be given back. */
    void takeTurn(Duration timeout) throws McpFailure, InterruptedException {
        if (!turns.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            throw McpFailure.before(
                    "timeout",
                    "The MCP server " + server + " had other calls under way for " + Session.seconds(timeout) + ".");
        }
    }

    void giveTurn() {
        turns.release();
    }

    /** A session that was open a moment ago. */
    Session session(Settings wanted, Duration timeout) throws McpFailure, InterruptedException {
        CompletableFuture<Session> opening = opening(wanted);
        try {
            return opening.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw McpFailure.before(
                    "timeout",
                    "The MCP server " + server + " was not ready within " + Session.seconds(timeout)
                            + "; its start goes on.");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof McpFailure failure) {
                throw McpFailure.before(failure.kind(), failure.sentence());
            }
            throw McpFailure.before("connection", "The MCP server " + server + " could not be started.");
        }
    }

    private synchronized CompletableFuture<Session> opening(Settings wanted) throws McpFailure {
        if (closed) {
            throw McpFailure.before("connection", "The engine is closing.");
        }
        CompletableFuture<Session> open = current;
        if (open != null && !wanted.equals(settings)) {
            CompletableFuture<Void> closes = open.thenAccept(Session::close);
            LOG.debug("The settings of {} are others now; its session is closed: {}", server, closes);
            open = null;
            ends = 0;
        }
        if (open != null && open.state() == Future.State.SUCCESS) {
            Session session = open.resultNow();
            String over = session.over();
            if (over == null) {
                return open;
            }
            LOG.info("The session with the MCP server {} is over: {}", server, over);
            if (session.hasServed()) {
                ends = 0;
            } else {
                pause();
            }
        } else if (open != null && !open.isDone()) {
            return open;
        }
        long wait = notBefore - nanos.getAsLong();
        if (ends > 0 && wait > 0) {
            current = null;
            throw McpFailure.before(
                    "connection",
                    "The MCP server " + server + " has ended " + (ends == 1 ? "once" : ends + " times in a row")
                            + " and is tried again in " + Math.max(1, TimeUnit.NANOSECONDS.toSeconds(wait)) + " s.");
        }
        return begin(wanted);
    }

    private void pause() {
        long millis = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(ends, 10));
        notBefore = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(millis);
        ends++;
    }

    private CompletableFuture<Session> begin(Settings wanted) {
        CompletableFuture<Session> opening = new CompletableFuture<>();
        settings = wanted;
        current = opening;
        Thread.ofVirtual().name("mcp-" + server + "-begin").start(() -> {
            try {
                Wire wire = wire(wanted);
                begins(wire);
                Session session = Session.open(server, wire, toBegin);
                opening.complete(session);
                if (isStale(opening)) {
                    session.close();
                }
            } catch (McpFailure | InterruptedException | RuntimeException problem) {
                failed(opening);
                opening.completeExceptionally(problem);
            }
        });
        return opening;
    }

    private synchronized void begins(Wire wire) {
        beginning = wire;
    }

    @SuppressWarnings("ReferenceEquality") // one opening is no other
    private synchronized boolean isStale(CompletableFuture<Session> opened) {
        return closed || (current != null && opened != current);
    }

    @SuppressWarnings("ReferenceEquality") // one opening is no other
    private synchronized void failed(CompletableFuture<Session> opening) {
        if (opening == current) {
            pause();
        }
    }

    private static String whyNot(String program, IOException e) {
        if (program.indexOf('/') < 0 && program.indexOf(File.separatorChar) < 0) {
            return "no folder of PATH has it that may be run";
        }
        Path path = Path.of(program);
        if (!path.isAbsolute()) {
            return "its path depends on a folder; write the whole path, or the name alone where PATH has it";
        }
        return Files.isExecutable(path) ? String.valueOf(e.getMessage()) : "there is no such program that may be run";
    }

    private Wire wire(Settings wanted) throws McpFailure {
        return switch (wanted) {
            case Settings.Program program -> {
                try {
                    yield StdioWire.start(server, program.command(), program.environment(), program.mask());
                } catch (IOException e) {
                    throw McpFailure.before(
                            "value",
                            "The program " + program.command().getFirst() + " of the MCP server " + server
                                    + " could not be started: "
                                    + whyNot(program.command().getFirst(), e) + ".");
                }
            }
            case Settings.Address address -> new StreamableWire(server, address.url(), address.headers(), http);
        };
    }

    @Override
    public void close() {
        Wire open;
        synchronized (this) {
            closed = true;
            open = beginning;
            current = null;
        }
        if (open != null) {
            open.closeGracefully().block();
        }
    }
}
