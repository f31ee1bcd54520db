package dev.signalbox.runtime.fuzz;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.function.Executable;

/** What one input may cost. */
final class Effort {
    private static final long MOST = 2_000_000_000L;

    private Effort() {}

    /**
     * Fails when the work takes more than two seconds of this thread's own time: a busy machine fails nothing. The first
     * time may have paid for loading classes, so that what took long is measured again.
     */
    static void isBounded(Executable work) throws Throwable {
        if (nanos(work) > MOST) {
            long again = nanos(work);
            if (again > MOST) {
                throw new AssertionError("one input took " + again / 1_000_000 + " ms");
            }
        }
    }

    private static long nanos(Executable work) throws Throwable {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        work.execute();
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    }
}
