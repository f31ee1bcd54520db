package dev.signalbox.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Makes many of something from several threads, and says how quickly and what it cost the heap. */
public final class Crowd {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final int threads;
    private final LongSupplier serverCpuNanos;

    public Crowd(int threads, LongSupplier serverCpuNanos) {
        this.threads = threads;
        this.serverCpuNanos = serverCpuNanos;
    }

    /** Makes one; numbers begin at 0. */
    @FunctionalInterface
    public interface Maker {
        void make(long number) throws Exception;
    }

    /** Makes them in tenths, so that what slows down or grows with the number shows. */
    public void make(long count, Maker maker, Result result) throws Exception {
        make(count, Double.MAX_VALUE, maker, result);
    }

    /** Stops after the tenth in which the time ran out; how many it made. */
    public long make(long count, double mostSeconds, Maker maker, Result result) throws Exception {
        long tenth = Math.max(1, count / 10);
        long cpu = cpuNanos();
        long begun = System.nanoTime();
        long paused = 0;
        double first = 0;
        double last = 0;
        double heapAfterFirst = 0;
        long made = 0;
        for (long from = 0; from < count && (System.nanoTime() - begun) / 1e9 < mostSeconds; from += tenth) {
            long to = Math.min(count, from + tenth);
            long started = System.nanoTime();
            range(from, to, maker);
            made = to;
            last = (to - from) * 1e9 / (System.nanoTime() - started);
            if (from == 0) {
                first = last;
                long looking = System.nanoTime();
                heapAfterFirst = heapMegabytes();
                paused += System.nanoTime() - looking;
            }
        }
        result.figure("per_second", made * 1e9 / (System.nanoTime() - begun - paused));
        result.figure("per_second_first", first);
        result.figure("per_second_last", last);
        result.figure("cpu_micros", (cpuNanos() - cpu) / 1e3 / made);
        double heap = heapMegabytes();
        result.figure("heap_mb", heap);
        result.figure("heap_growth_mb", Math.max(0, heap - heapAfterFirst));
        return made;
    }

    private void range(long from, long to, Maker maker) throws Exception {
        AtomicLong next = new AtomicLong(from);
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(Thread.ofPlatform().start(() -> {
                try {
                    for (long n = next.getAndIncrement(); n < to && failure.get() == null; n = next.getAndIncrement()) {
                        maker.make(n);
                    }
                } catch (Exception e) {
                    failure.compareAndSet(null, e);
                }
            }));
        }
        for (Thread thread : all) {
            thread.join();
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    private long cpuNanos() {
        return SYSTEM.getProcessCpuTime() + serverCpuNanos.getAsLong();
    }

    /** What is in use when garbage has been collected, in MB. */
    public static double heapMegabytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0;
    }
}
