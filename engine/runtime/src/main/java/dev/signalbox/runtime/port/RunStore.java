package dev.signalbox.runtime.port;

import dev.signalbox.core.context.Calibration;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.bundle.Bundle;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.model.FlowName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps runs. What {@link #append} has answered is durable; a reader sees every commit that was answered before it asked.
 * Safe to share between threads. Every method throws {@link StoreException} when the store fails. Every list has a bound
 * of the caller's, at most {@value #MOST}.
 */
public interface RunStore extends HoldLedger, DayLedger, NoticeLedger, AutoCloseable {
    /** A value whose JSON is longer (in UTF-8 bytes) is kept once, by its content. */
    int VALUE_LIMIT = 32 * 1024;

    /** Most rows of one answer. */
    int MOST = 1000;

    /** How long an engine that says nothing keeps its claims. */
    Duration LEASE = Duration.ofSeconds(15);

    /** How long a run that was given as due is given to no other engine, unless it was moved meanwhile. */
    Duration WAKE_TAKEN = Duration.ofSeconds(5);

    /** Makes one command durable, together with other runs' where that is cheaper. */
    Appended append(Commit commit);

    /** Forgets an effect whose result changes nothing, unless it is under a later number. */
    void settle(Claim claim);

    /** The run's row and its log, from its last snapshot on where there is one; null when there is no such run. */
    @Nullable
    StoredRun load(RunId run);

    @Nullable
    RunRow row(RunId run);

    /** The log from after {@code after} on, at most {@code limit} events; empty for an unknown run. */
    List<LoggedEvent> events(RunId run, long after, int limit);

    /** The whole log, page by page; empty for an unknown run. */
    default List<Event> log(RunId run) {
        List<Event> log = new ArrayList<>();
        List<LoggedEvent> page = events(run, 0, MOST);
        while (!page.isEmpty()) {
            page.forEach(logged -> log.add(logged.event()));
            page = events(run, page.getLast().seq(), MOST);
        }
        return log;
    }

    /** The commit that brought this event of the run; null when it has no such event. */
    @Nullable
    CommitSpan commit(RunId run, long seq);

    /** Keeps a bundle; doing it twice is doing it once. */
    void keepBundle(BundleHash hash, Bundle bundle);

    @Nullable
    Bundle bundle(BundleHash hash);

    /** The run that this start key gave, or null when there is none or it has expired. */
    @Nullable
    RunId startedBy(String startKey, Instant now);

    /** The open runs of that key, of any flow, oldest first. */
    List<RunId> openWithKey(String key, int limit);

    /** The open runs that wait for this event just now, oldest first. */
    List<RunId> waitingFor(EventName event, String key, int limit);

    /** Newest start first. */
    List<RunRow> runs(RunQuery query);

    /** The child runs of a run, oldest first. */
    List<RunRow> children(RunId parent, int limit);

    /**
     * Takes over effects that nobody has: those of engines that are gone, and those left free. Each is given to one engine,
     * under a number of its own. Empty when there is none.
     */
    List<PendingEffect> claim(int limit);

    /** Several engines use this store at a time: they must {@link #renew} and may be told {@link #hints}. */
    boolean shared();

    /**
     * Says that this engine is alive, so that its claims stay its own for another {@link #LEASE}, and gives those it has.
     * Time is the store's, not the engine's.
     */
    List<Claim> renew();

    /** Tells of changes by others, from now until the handle is closed. Nothing ever where the store is not shared. */
    Hearing hints(Hints to);

    /**
     * Runs whose time to wake has come, earliest first, from after {@code after} on. A shared store gives a run to one
     * engine at a time: for some seconds to no other.
     */
    List<Wakening> due(Instant now, @Nullable Wakening after, int limit);

    /** When the next run is to be woken, from after {@code after} on; null when none is. */
    @Nullable
    Wakening nextWake(@Nullable Wakening after);

    /** What was learned of models: the latest version of each, by {@link Calibration#key}. */
    Map<String, Calibration> calibrations();

    /** Keeps the version after the latest. False, and nothing is changed, when another engine made it first. */
    boolean calibrate(String model, Calibration next);

    /** The runs that took an outside event of this id before, or null when it is new or has expired. */
    @Nullable
    List<RunId> received(EventName event, String id, Instant now);

    /** Remembers until {@code expires} that an outside event was counted. */
    void rememberReceived(EventName event, String id, List<RunId> runs, Instant expires);

    /**
     * Runs that ended at {@code before} or earlier and have their payloads still, the earliest started first, from after
     * {@code after} on. A child run is not among them as long as its parent is open.
     */
    List<RunRow> endedBefore(Instant before, @Nullable RunCursor after, int limit);

    /**
     * Puts a log of as many events in the place of an ended run's, and forgets its snapshot and the blobs that nobody
     * refers to any more. False, and nothing is changed, when that was done before, the log is longer by now, or the run has
     * an effect that is not settled.
     */
    boolean purge(RunId run, List<Event> log, Instant now);

    /** What is known of triggers besides their files. */
    TriggerLedger triggers();

    /** Waits for the commits under way and gives the store back. */
    @Override
    void close();

    /** @param events those after the snapshot; the whole log where that is null */
    record StoredRun(RunRow row, @Nullable Snapshot snapshot, List<Event> events) {}

    /** Ends the hearing of hints. */
    interface Hearing extends AutoCloseable {
        @Override
        void close();
    }

    /** A commit's place in its run's log: from its first event to its last. */
    record CommitSpan(long first, long last) {}

    record LoggedEvent(long seq, Event event) {}

    /** A run and when it is to be woken: by time, then by id. */
    record Wakening(Instant at, RunId run) {}

    /**
     * Null leaves a condition out.
     *
     * @param waitsOn only runs with an open hold that one of these people and groups may decide, or anyone may
     * @param text only runs whose {@link #words} contain it, the case of ASCII letters aside
     * @param since only runs started then or later
     * @param after the last row of the page before; null for the first page
     */
    record RunQuery(
            @Nullable FlowName flow,
            @Nullable RunStatus status,
            @Nullable String key,
            @Nullable Set<String> waitsOn,
            @Nullable String startedBy,
            @Nullable String text,
            @Nullable Instant since,
            @Nullable RunCursor after,
            int limit) {
        public RunQuery(
                @Nullable FlowName flow,
                @Nullable RunStatus status,
                @Nullable String key,
                @Nullable RunCursor after,
                int limit) {
            this(flow, status, key, null, null, null, null, after, limit);
        }

        /** What {@link #text} is looked for in: every store has the same words in the same order. */
        public static String words(RunRow row) {
            return String.join(
                    " ",
                    row.id().value(),
                    row.flow().value(),
                    Objects.requireNonNullElse(row.key(), ""),
                    row.state() == null ? "" : row.state().value(),
                    row.startedBy(),
                    Objects.requireNonNullElse(row.waitingFor(), ""));
        }

        /** The text as it is compared: its ASCII letters small, the others as they are. */
        public static String folded(String text) {
            return text.chars()
                    .map(letter -> letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
    }

    record RunCursor(Instant startedAt, RunId run) {}
}
