package dev.signalbox.store.sql;

import dev.signalbox.core.context.Calibration;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.bundle.Bundle;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.codec.LogText;
import dev.signalbox.runtime.port.PendingEffect;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.Snapshot;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a store in SQL answers by reading alone: the same tables, the same statements, whichever database it is. */
public abstract class ReadRuns implements RunStore {
    private final Reading reading;
    private final Lists lists;
    private final HoldLists holds;
    private final DecidedLists decided;

    private record LogRow(long firstSeq, String body) {}

    /** An effect as its row has it. */
    public record Taken(boolean sent, long number, String body) {}

    protected ReadRuns(Reading reading) {
        this.reading = reading;
        lists = new Lists(reading);
        holds = new HoldLists(reading);
        decided = new DecidedLists(reading);
    }

    @Override
    public final @Nullable StoredRun load(RunId run) {
        return reading.findAtOnce(sql -> {
            RunRow row = sql.first("SELECT " + Rows.COLUMNS + " FROM run WHERE id = ?", Rows::run, run);
            if (row == null) {
                return null;
            }
            Snapshot snapshot = Snapshots.read(sql, run);
            long after = snapshot == null ? 0 : snapshot.run().seq();
            return new StoredRun(
                    row,
                    snapshot,
                    log(sql, run, after, Integer.MAX_VALUE).stream()
                            .map(LoggedEvent::event)
                            .toList());
        });
    }

    @Override
    public final Map<String, Calibration> calibrations() {
        record Learned(String model, Calibration calibration) {}
        return reading
                .read(sql -> sql.list(
                        "SELECT model, version, percent FROM calibration",
                        row -> new Learned(row.text(1), new Calibration((int) row.number(2), (int) row.number(3)))))
                .stream()
                .collect(Collectors.toUnmodifiableMap(Learned::model, Learned::calibration));
    }

    @Override
    public final @Nullable RunRow row(RunId run) {
        return reading.find(sql -> sql.first("SELECT " + Rows.COLUMNS + " FROM run WHERE id = ?", Rows::run, run));
    }

    @Override
    public final List<LoggedEvent> events(RunId run, long after, int limit) {
        // At one moment: between an event and its long values the run may be purged.
        List<LoggedEvent> events = reading.findAtOnce(sql -> log(sql, run, after, limit));
        return events == null ? List.of() : events;
    }

    private static List<LoggedEvent> log(Sql sql, RunId run, long after, int limit) throws SQLException {
        // A commit holds at least one event, so limit commits hold enough. The last one that begins at or before the
        // first
        // event asked for may hold it; those before it are not looked at.
        List<LogRow> rows = sql.list(
                "SELECT first_seq, body FROM commit_log WHERE run = ? AND first_seq >="
                        + " coalesce((SELECT max(first_seq) FROM commit_log WHERE run = ? AND first_seq <= ?), 0)"
                        + " AND first_seq + n > ? ORDER BY first_seq LIMIT ?",
                row -> new LogRow(row.number(1), row.body(2)),
                run,
                run,
                after + 1,
                after + 1,
                limit);
        List<LoggedEvent> events = new ArrayList<>();
        for (LogRow row : rows) {
            long seq = row.firstSeq();
            for (Object json : Json.list(Blobs.body(sql, row.body()))) {
                if (seq > after && events.size() < limit) {
                    Event event = Codec.event(json);
                    events.add(new LoggedEvent(seq, event));
                }
                seq++;
            }
        }
        return events;
    }

    @Override
    public final @Nullable CommitSpan commit(RunId run, long seq) {
        return reading.find(sql -> sql.first(
                "SELECT first_seq, n FROM commit_log WHERE run = ? AND first_seq <= ? AND first_seq + n > ?"
                        + " ORDER BY first_seq DESC LIMIT 1",
                row -> new CommitSpan(row.number(1), row.number(1) + row.number(2) - 1),
                run,
                seq,
                seq));
    }

    @Override
    public final @Nullable Bundle bundle(BundleHash hash) {
        String body =
                reading.find(sql -> sql.first("SELECT body FROM bundle WHERE hash = ?", row -> row.text(1), hash));
        return body == null ? null : Codec.record(Bundle.class, LogText.parse(body));
    }

    @Override
    public final @Nullable RunId startedBy(String startKey, Instant now) {
        String run = reading.find(sql -> sql.first(
                "SELECT run FROM start_key WHERE key = ? AND expires > ?",
                row -> row.text(1),
                startKey,
                now.toEpochMilli()));
        return run == null ? null : new RunId(run);
    }

    @Override
    public final List<RunId> openWithKey(String key, int limit) {
        return lists.openWithKey(key, limit);
    }

    @Override
    public final List<RunId> waitingFor(EventName event, String key, int limit) {
        return lists.waitingFor(event, key, limit);
    }

    @Override
    public final List<RunRow> runs(RunQuery query) {
        return lists.runs(query);
    }

    @Override
    public final List<RunRow> children(RunId parent, int limit) {
        return lists.children(parent, limit);
    }

    @Override
    public final List<OpenHold> holds(HoldQuery query) {
        return holds.holds(query);
    }

    @Override
    public final int countHolds(HoldQuery query, int most) {
        return holds.count(query, most);
    }

    @Override
    public final @Nullable OpenHold hold(HoldId hold) {
        return holds.hold(hold);
    }

    @Override
    public final @Nullable Instant nextNotice(Set<String> without) {
        return reading.find(sql -> Notices.next(sql, without));
    }

    @Override
    public final List<Told> notices(HoldId hold, int limit) {
        return reading.read(sql -> Notices.of(sql, hold, limit));
    }

    @Override
    public final Map<String, ChannelState> channelStates() {
        return reading.read(Notices::states);
    }

    @Override
    public final List<Past> decided(DecidedQuery query) {
        return decided.decided(query);
    }

    @Override
    public final int countDecided(DecidedQuery query, int most) {
        return decided.count(query, most);
    }

    @Override
    public final List<Reviewer> reviewers(DecidedQuery query) {
        return decided.reviewers(query);
    }

    @Override
    public final @Nullable List<RunId> received(EventName event, String id, Instant now) {
        String runs = reading.find(sql -> sql.first(
                "SELECT runs FROM inbox WHERE event = ? AND id = ? AND expires > ?",
                row -> row.text(1),
                event,
                id,
                now.toEpochMilli()));
        return runs == null
                ? null
                : Json.list(LogText.parse(runs)).stream()
                        .map(run -> new RunId((String) run))
                        .toList();
    }

    @Override
    public final List<Use> usedOn(LocalDate day) {
        return reading.read(sql -> Days.usedOn(sql, day));
    }

    @Override
    public final List<RunRow> endedBefore(Instant before, @Nullable RunCursor after, int limit) {
        return lists.ended(before, after, limit);
    }

    @Override
    public final boolean purge(RunId run, List<Event> log, Instant now) {
        Purge purge = reading.find(sql -> Purge.of(sql, run, log, now));
        return purge != null && purge(purge);
    }

    /** All of it in one transaction; false when it refuses. */
    protected abstract boolean purge(Purge purge);

    /** Effects that were taken over, with their blobs in place. */
    protected final List<PendingEffect> pending(List<Taken> taken) {
        if (taken.isEmpty()) {
            return List.of();
        }
        return reading.read(sql -> {
            List<PendingEffect> effects = new ArrayList<>();
            for (Taken one : taken) {
                effects.add(new PendingEffect(Codec.effect(Blobs.body(sql, one.body())), one.sent(), one.number()));
            }
            return effects;
        });
    }

    /** Wakes by the conditions given, which follow {@code WHERE}. */
    protected final List<Wakening> due(Instant now, @Nullable Wakening after, int limit, String except, Object... its) {
        return lists.due(now, after, limit, except, its);
    }
}
