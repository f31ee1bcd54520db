package dev.signalbox.runtime.listen;

import dev.signalbox.core.event.Event;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.port.Appended;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.runtime.port.Telemetry;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads off the commits what listeners are told, and tells it one after the other on one thread. While {@value #MOST} wait to be
 * told, further ones are left out and said so in the log: a listener never holds a run up.
 */
public final class Listeners implements Telemetry {
    private static final int MOST = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<RunListener> listeners;
    private final ExecutorService teller;

    /** By run, until it shows what they tell of. */
    private final Map<String, Queue<Runnable>> kept = new ConcurrentHashMap<>();

    private volatile @Nullable Looks looks;

    private record Looks(Function<String, Views.HoldView> hold, Function<String, Views.RunView> run) {}

    public Listeners(List<RunListener> listeners) {
        this.listeners = List.copyOf(listeners);
        teller = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST),
                Thread.ofVirtual().name("signalbox-listeners").factory());
    }

    /** From now on there is somebody to ask what holds and runs look like; before that nothing is told. */
    public void begin(Function<String, Views.HoldView> hold, Function<String, Views.RunView> run) {
        looks = new Looks(hold, run);
    }

    /** What a commit brought is told once the run shows it: with the change that follows. */
    @Override
    public void appended(Commit commit, Appended answer, long nanos) {
        Looks asked = looks;
        if (asked == null || !(answer instanceof Appended.Done)) {
            return;
        }
        String run = commit.row().id().value();
        for (Event event : commit.own()) {
            switch (event) {
                case Event.HoldOpened opened -> {
                    String hold = opened.hold().id().value();
                    keep(run, () -> asked.hold().apply(hold), RunListener::holdOpened);
                }
                case Event.RunEnded ended -> keep(run, () -> asked.run().apply(run), RunListener::runEnded);
                case Event.RunStuck stuck -> keep(run, () -> asked.run().apply(run), RunListener::runStuck);
                default -> {}
            }
        }
    }

    private <V> void keep(String run, Supplier<V> look, BiConsumer<RunListener, V> telling) {
        Runnable told = () -> {
            try {
                V seen = look.get();
                listeners.forEach(one -> guarded(() -> telling.accept(one, seen)));
            } catch (Problem | StoreException gone) {
                LOG.warn("Listeners were not told: {}", gone.getMessage());
            }
        };
        kept.computeIfAbsent(run, none -> new ConcurrentLinkedQueue<>()).add(told);
    }

    /** The run shows what was committed. */
    public void changed(Views.Change change) {
        Queue<Runnable> untold = kept.remove(change.run());
        if (untold == null) {
            return;
        }
        try {
            untold.forEach(teller::execute);
        } catch (RejectedExecutionException full) {
            LOG.warn("Listeners are behind by {} or closed; what happens meanwhile is not told to them", MOST);
        }
    }

    private static void guarded(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            LOG.warn("A listener of runs failed; it hears on", e);
        }
    }

    /** What was already to be told may still be for a few seconds. */
    @Override
    public void close() {
        teller.shutdown();
        try {
            if (!teller.awaitTermination(5, TimeUnit.SECONDS)) {
                teller.shutdownNow();
            }
        } catch (InterruptedException e) {
            teller.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
