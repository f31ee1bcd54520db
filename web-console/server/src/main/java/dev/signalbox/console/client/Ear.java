package dev.signalbox.console.client;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Listens to a server's stream of changes on a thread of its own, and listens again two seconds after the line is lost,
 * until it is closed. Changes in between are missed: who must not miss one reads again.
 */
final class Ear implements AutoCloseable {
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final String DATA = "data: ";

    private final Line line;
    private final Consumer<String> listener;
    private final Thread thread;
    private volatile boolean closed;

    Ear(Line line, Consumer<String> listener) {
        this.line = line;
        this.listener = listener;
        this.thread = Thread.ofVirtual().name("signalbox-stream").start(this::listen);
    }

    private void listen() {
        while (!closed) {
            try (Stream<String> lines = line.lines("/api/stream")) {
                hear(lines);
            } catch (IOException | java.io.UncheckedIOException e) {
                // The line is lost; tried again below.
            } catch (InterruptedException e) {
                return;
            }
            try {
                Thread.sleep(AGAIN);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void hear(Stream<String> lines) {
        boolean[] change = {false};
        lines.takeWhile(text -> !closed).forEach(text -> {
            if (text.startsWith("event: ")) {
                change[0] = text.equals("event: change");
            } else if (change[0] && text.startsWith(DATA)) {
                listener.accept(text.substring(DATA.length()));
            }
        });
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
