package dev.signalbox.cli.process.kill;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Customers of a whole crew: whoever gets no answer from one process asks another. */
final class Crowd implements AutoCloseable {
    private static final int SIDE_BY_SIDE = 8;
    private static final int FAMILY_EVERY = 5;

    private final Crew crew;
    private final Customers customers;
    private final Queue<Customers.Order> open = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> wrong = new AtomicReference<>();
    private final long seed;
    private volatile boolean over;

    Crowd(Crew crew, Customers customers, long seed) {
        this.crew = crew;
        this.customers = customers;
        this.seed = seed;
    }

    /** @param perSecond how many starts a second they make at most */
    void begin(int runs, int perSecond) {
        for (int i = 0; i < runs; i++) {
            open.add(customers.order(i % FAMILY_EVERY == 0 ? Shop.FAMILY : Shop.ORDER, 0));
        }
        for (int i = 0; i < SIDE_BY_SIDE; i++) {
            Random random = new Random(seed + i);
            threads.add(Thread.ofVirtual()
                    .start(() -> watched(() -> {
                        for (Customers.Order order = open.poll(); order != null && !over; order = open.poll()) {
                            startSomewhere(order, random);
                            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(SIDE_BY_SIDE) / perSecond);
                        }
                    })));
        }
        Random random = new Random(seed - 1);
        threads.add(Thread.ofVirtual()
                .start(() -> watched(() -> {
                    while (!over) {
                        try {
                            customers.approve(crew.any(random), 0, moment -> {});
                        } catch (IOException noAnswer) {
                            // it is sent again, to another
                        }
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                    }
                })));
    }

    private void startSomewhere(Customers.Order order, Random random) {
        while (order.run == null && !over) {
            try {
                customers.start(crew.any(random), order, moment -> {});
            } catch (IOException noAnswer) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }
    }

    private void watched(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | AssertionError e) {
            wrong.compareAndSet(null, e);
        }
    }

    /** Every start is acknowledged. Throws what went wrong so far. */
    boolean satisfied() {
        Throwable failure = wrong.get();
        if (failure != null) {
            throw new AssertionError(failure);
        }
        return open.isEmpty() && customers.orders().stream().allMatch(order -> order.run != null);
    }

    /** They go home. */
    @Override
    public void close() {
        over = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while the last customers went", stopped);
        }
    }
}
