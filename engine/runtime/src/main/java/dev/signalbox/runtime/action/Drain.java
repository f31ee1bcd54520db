package dev.signalbox.runtime.action;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Reads one output of a program to its end and keeps the first of it, so that a program never waits for a reader. Whoever asks for
 * it waits a bounded time: a child that kept the pipe open may hold it for ever.
 */
final class Drain {
    private final int most;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final CountDownLatch over = new CountDownLatch(1);
    private long seen;

    private Drain(int most) {
        this.most = most;
    }

    /** @param tooMuch is run once, as soon as more than {@code most} bytes have come */
    static Drain of(InputStream stream, int most, Runnable tooMuch) {
        Drain drain = new Drain(most);
        Thread.ofPlatform().daemon().name("signalbox-exec-output").start(() -> drain.read(stream, tooMuch));
        return drain;
    }

    private void read(InputStream stream, Runnable tooMuch) {
        byte[] buffer = new byte[16 * 1024];
        boolean told = false;
        try (stream) {
            int n = stream.read(buffer);
            while (n >= 0) {
                boolean over = add(buffer, n);
                if (over && !told) {
                    told = true;
                    tooMuch.run();
                }
                n = stream.read(buffer);
            }
        } catch (IOException e) {
            // The program has been ended; what came before counts.
        } finally {
            over.countDown();
        }
    }

    private synchronized boolean add(byte[] buffer, int n) {
        kept.write(buffer, 0, (int) Math.min(n, Math.max(0, most - seen)));
        seen += n;
        return seen > most;
    }

    synchronized boolean overflowed() {
        return seen > most;
    }

    /** The first bytes; waits for the end, and not longer than the time. */
    byte[] bytes(Duration atMost) throws InterruptedException {
        over.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        synchronized (this) {
            return kept.toByteArray();
        }
    }
}
