package dev.signalbox.runtime.retention;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.RunId;
import dev.signalbox.runtime.codec.CodecException;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.runtime.rounds.Rounds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Purges the payloads of runs that ended longer ago than the workspace keeps them: when it is started and every hour from then on, one
 * run at a time, beside everything else. Does nothing where the workspace keeps them for ever. Engines that sweep one
 * store at a time do no harm: a run is purged once.
 */
public final class Sweep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final int BATCH = 100;
    private static final int EVENTS = 1000;

    private final RunStore store;
    private final Clock clock;
    private final Supplier<Keeping> keeping;
    private final Consumer<RunRow> purged;
    private final Rounds rounds;

    /** @param payloads how long after its end a run keeps them; null for ever */
    public record Keeping(@Nullable Duration payloads) {}

    /**
     * @param keeping is asked before each sweep
     * @param purged is told of each run, after it is durable
     */
    public Sweep(RunStore store, Clock clock, Supplier<Keeping> keeping, Consumer<RunRow> purged) {
        this.store = store;
        this.clock = clock;
        this.keeping = keeping;
        this.purged = purged;
        rounds = new Rounds("retention", clock, this::sweep);
    }

    /** Begins on a thread of its own. A workspace that asks for it later is heard at the next start. */
    public void start() {
        if (keeping.get().payloads() != null) {
            rounds.start();
        }
    }

    private Instant sweep() {
        Instant now = clock.now();
        try {
            Duration payloads = keeping.get().payloads();
            int count = payloads == null ? 0 : purge(now.minus(payloads), now);
            if (count > 0) {
                LOG.info("Purged the payloads of {} runs", count);
            }
        } catch (StoreException e) {
            LOG.debug("The sweep ended with the store", e);
        } catch (RuntimeException e) {
            LOG.error("The sweep failed and is tried again", e);
        }
        return now.plus(EVERY);
    }

    private int purge(Instant before, Instant now) {
        int count = 0;
        RunStore.RunCursor after = null;
        List<RunRow> rows = store.endedBefore(before, after, BATCH);
        while (!rows.isEmpty()) {
            for (RunRow row : rows) {
                if (rounds.closed()) {
                    return count;
                }
                count += purged(row, now) ? 1 : 0;
                after = new RunStore.RunCursor(row.startedAt(), row.id());
            }
            rows = rows.size() < BATCH ? List.of() : store.endedBefore(before, after, BATCH);
        }
        return count;
    }

    private boolean purged(RunRow row, Instant now) {
        List<Event> log;
        try {
            log = log(row.id());
        } catch (CodecException e) {
            // One run that cannot be read must not keep the others.
            LOG.error("The run {} keeps its payloads: {}", row.id(), e.getMessage());
            return false;
        }
        boolean done = store.purge(row.id(), Purging.log(log), now);
        if (done) {
            purged.accept(row);
        }
        return done;
    }

    /** The whole of it: a snapshot stands for no event here. */
    private List<Event> log(RunId run) {
        List<Event> log = new ArrayList<>();
        List<RunStore.LoggedEvent> page = store.events(run, 0, EVENTS);
        while (!page.isEmpty()) {
            page.forEach(logged -> log.add(logged.event()));
            page = page.size() < EVENTS ? List.of() : store.events(run, log.size(), EVENTS);
        }
        return log;
    }

    /** Lets the run that is being purged be purged, and ends. */
    @Override
    public void close() {
        rounds.close();
    }
}
