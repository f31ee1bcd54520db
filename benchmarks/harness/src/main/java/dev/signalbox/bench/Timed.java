package dev.signalbox.bench;

import java.util.Arrays;

/** The time that one answer takes, over and over: its median and what 99 of 100 stay below. */
public final class Timed {
    private Timed() {}

    /** Writes {@code NAME_p50_ms} and {@code NAME_p99_ms}; a quarter of the times before count as warming. */
    public static void milliseconds(String name, int times, Result result, Work work) throws Exception {
        for (int i = 0; i < times / 4; i++) {
            work.once();
        }
        long[] nanos = new long[times];
        for (int i = 0; i < times; i++) {
            long begun = System.nanoTime();
            work.once();
            nanos[i] = System.nanoTime() - begun;
        }
        Arrays.sort(nanos);
        result.figure(name + "_p50_ms", nanos[times / 2] / 1e6);
        result.figure(name + "_p99_ms", nanos[(int) (times * 0.99)] / 1e6);
    }
}
