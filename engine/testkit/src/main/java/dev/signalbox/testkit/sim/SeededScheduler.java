package dev.signalbox.testkit.sim;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/**
 * Virtual threads that run one at a time on the caller's thread, in an order that the seed gives: wherever one parks or
 * yields, any other that is ready may be next. The code that runs on them is not aware of it. A process is a group of
 * threads that can be killed ({@code kill -9}: none of them ever runs again) or stopped for a while.
 *
 * <p>Stands on a private seam of the JDK (21 to 25 have it), which needs {@code --add-opens java.base/java.lang=ALL-UNNAMED};
 * without it an {@link IllegalStateException} says so.
 */
public final class SeededScheduler {
    private static final Constructor<?> SEAM = seam();

    private final Random random;
    private final List<Ready> ready = new ArrayList<>();
    private long steps;

    private record Ready(SimProcess of, Runnable work) {}

    public SeededScheduler(Random random) {
        this.random = random;
    }

    private static Constructor<?> seam() {
        try {
            Constructor<?> builder = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
                    .getDeclaredConstructor(Executor.class);
            builder.setAccessible(true);
            return builder;
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException(
                    "This JDK (" + Runtime.version() + ") does not let a test schedule virtual threads. The simulation "
                            + "needs the constructor of java.lang.ThreadBuilders.VirtualThreadBuilder that takes an "
                            + "Executor, and --add-opens java.base/java.lang=ALL-UNNAMED.",
                    e);
        }
    }

    /** A group of threads that live and die together. */
    public final class SimProcess {
        private final String name;
        private final ThreadFactory threads;
        private boolean dead;
        private boolean stopped;

        private SimProcess(String name) {
            this.name = name;
            Executor turn = this::ready;
            try {
                threads = ((Thread.Builder.OfVirtual) SEAM.newInstance(turn)).factory();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the JDK's seam for virtual threads failed", e);
            }
        }

        private void ready(Runnable work) {
            if (!dead) {
                ready.add(new Ready(this, work));
            }
        }

        public ThreadFactory threads() {
            return threads;
        }

        /** Starts work on a thread of its own, unless the process is dead. */
        public void start(Runnable work) {
            if (!dead) {
                threads.newThread(work).start();
            }
        }

        /** None of its threads ever runs again. */
        public void kill() {
            dead = true;
            ready.removeIf(one -> one.of() == this);
        }

        /** None of its threads runs until it goes on. */
        public void stop() {
            stopped = true;
        }

        public void goOn() {
            stopped = false;
        }

        public boolean isDead() {
            return dead;
        }

        public boolean isStopped() {
            return stopped;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    public SimProcess process(String name) {
        return new SimProcess(name);
    }

    /** Runs one ready thread until it parks, yields or ends. False when there is none that may run. */
    public boolean step() {
        int may = 0;
        for (Ready one : ready) {
            may += one.of().stopped ? 0 : 1;
        }
        if (may == 0) {
            return false;
        }
        int chosen = random.nextInt(may);
        for (int i = 0; i < ready.size(); i++) {
            if (!ready.get(i).of().stopped && chosen-- == 0) {
                Ready one = ready.remove(i);
                steps++;
                one.work().run();
                return true;
            }
        }
        throw new IllegalStateException("a thread that was ready is gone");
    }

    /** How many turns were given: the time of what happens, as an observer outside would order it. */
    public long steps() {
        return steps;
    }
}
