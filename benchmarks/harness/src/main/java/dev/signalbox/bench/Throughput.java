package dev.signalbox.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a work over and over on some threads: first to warm, then in passes of a fixed time. A pass ends when the runs that
 * were begun in its time have ended.
 */
public final class Throughput {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private final Options options;
    private final LongSupplier serverCpuNanos;

    public Throughput(Options options) {
        this(options, () -> 0);
    }

    /** @param serverCpuNanos what a database server beside this process has used so far */
    public Throughput(Options options, LongSupplier serverCpuNanos) {
        this.options = options;
        this.serverCpuNanos = serverCpuNanos;
    }

    public List<Pass> measure(Work work, int sideBySide) throws Exception {
        pass(work, sideBySide, options.warmSeconds());
        List<Pass> passes = new ArrayList<>();
        for (int i = 0; i < options.passes(); i++) {
            passes.add(pass(work, sideBySide, options.seconds()));
        }
        return passes;
    }

    private Pass pass(Work work, int sideBySide, double seconds) throws Exception {
        LongAdder runs = new LongAdder();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        long allocated = THREADS.getTotalThreadAllocatedBytes();
        long cpu = cpuNanos();
        long begun = System.nanoTime();
        long until = begun + (long) (seconds * 1e9);
        CountDownLatch busy = new CountDownLatch(sideBySide);
        CountDownLatch counted = new CountDownLatch(1);
        for (int i = 0; i < sideBySide; i++) {
            Thread.ofPlatform().name("bench-" + i).start(() -> {
                repeat(work, until, runs, failure);
                busy.countDown();
                // What a thread has allocated is reliably counted only while it lives.
                awaitQuietly(counted);
            });
        }
        busy.await();
        long ended = System.nanoTime();
        Pass pass = new Pass(
                runs.sum(),
                (ended - begun) / 1e9,
                (cpuNanos() - cpu) / 1e9,
                THREADS.getTotalThreadAllocatedBytes() - allocated);
        counted.countDown();
        Exception failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return pass;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void repeat(Work work, long until, LongAdder runs, AtomicReference<@Nullable Exception> failure) {
        long mine = 0;
        try {
            while (System.nanoTime() < until && failure.get() == null) {
                work.once();
                mine++;
            }
        } catch (Exception e) {
            failure.compareAndSet(null, e);
        }
        runs.add(mine);
    }

    /** CPU that this process and the server have used so far. */
    public long cpuNanos() {
        return SYSTEM.getProcessCpuTime() + serverCpuNanos.getAsLong();
    }
}
