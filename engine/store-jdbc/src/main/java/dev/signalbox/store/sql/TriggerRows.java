package dev.signalbox.store.sql;

import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.runtime.port.TriggerLedger;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ledger of triggers in SQL. Each statement may be made twice and changes nothing the second time. */
public final class TriggerRows implements TriggerLedger {
    private static final String COLUMNS =
            "flow, name, paused_by, paused_at, last_at, last_run, last_problem, reckoned FROM trigger_state";

    private final Reading reading;
    private final Writing writing;

    /** Where changes are made, each statement durable when it returns. */
    public interface Writing {
        <T> T write(Reading.Question<T> change);
    }

    public TriggerRows(Reading reading, Writing writing) {
        this.reading = reading;
        this.writing = writing;
    }

    @Override
    public List<Kept> all() {
        return reading.read(sql -> sql.list("SELECT " + COLUMNS + " ORDER BY flow, name", TriggerRows::kept));
    }

    @Override
    public @Nullable Kept of(TriggerId trigger) {
        return reading.find(sql -> sql.first(
                "SELECT " + COLUMNS + " WHERE flow = ? AND name = ?",
                TriggerRows::kept,
                trigger.flow(),
                trigger.name()));
    }

    private static Kept kept(Columns row) throws SQLException {
        String by = row.textOrNull(3);
        Long pausedAt = row.numberOrNull(4);
        Long lastAt = row.numberOrNull(5);
        String run = row.textOrNull(6);
        Long reckoned = row.numberOrNull(8);
        return new Kept(
                new TriggerId(new FlowName(row.text(1)), row.text(2)),
                by == null || pausedAt == null ? null : new Pause(by, Instant.ofEpochMilli(pausedAt)),
                lastAt == null
                        ? null
                        : new Fired(
                                Instant.ofEpochMilli(lastAt), run == null ? null : new RunId(run), row.textOrNull(7)),
                reckoned == null ? null : Instant.ofEpochMilli(reckoned));
    }

    @Override
    public void pause(TriggerId trigger, String by, Instant at) {
        writing.write(sql -> sql.update(
                "INSERT INTO trigger_state (flow, name, paused_by, paused_at) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (flow, name) DO UPDATE SET paused_by = excluded.paused_by, paused_at = excluded.paused_at"
                        + " WHERE trigger_state.paused_by IS NULL",
                trigger.flow(),
                trigger.name(),
                by,
                at.toEpochMilli()));
    }

    @Override
    public void resume(TriggerId trigger) {
        writing.write(sql -> sql.update(
                "UPDATE trigger_state SET paused_by = NULL, paused_at = NULL WHERE flow = ? AND name = ?",
                trigger.flow(),
                trigger.name()));
    }

    @Override
    public void fired(TriggerId trigger, Fired last) {
        RunId run = last.run();
        writing.write(sql -> sql.update(
                "INSERT INTO trigger_state (flow, name, last_at, last_run, last_problem) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (flow, name) DO UPDATE SET last_at = excluded.last_at,"
                        + " last_run = excluded.last_run, last_problem = excluded.last_problem"
                        + " WHERE trigger_state.last_at IS NULL OR trigger_state.last_at <= excluded.last_at",
                trigger.flow(),
                trigger.name(),
                last.at().toEpochMilli(),
                run == null ? null : run.value(),
                last.problem()));
    }

    @Override
    public Instant reckoned(TriggerId trigger, Instant now) {
        Kept known = of(trigger);
        if (known != null && known.reckoned() != null) {
            return known.reckoned();
        }
        writing.write(sql -> sql.update(
                "INSERT INTO trigger_state (flow, name, reckoned) VALUES (?, ?, ?)"
                        + " ON CONFLICT (flow, name) DO UPDATE SET reckoned = excluded.reckoned"
                        + " WHERE trigger_state.reckoned IS NULL",
                trigger.flow(),
                trigger.name(),
                now.toEpochMilli()));
        Kept found = of(trigger);
        return found == null || found.reckoned() == null ? now : found.reckoned();
    }

    @Override
    public void reckonedTo(TriggerId trigger, Instant to) {
        writing.write(sql -> sql.update(
                "INSERT INTO trigger_state (flow, name, reckoned) VALUES (?, ?, ?)"
                        + " ON CONFLICT (flow, name) DO UPDATE SET reckoned = excluded.reckoned"
                        + " WHERE trigger_state.reckoned IS NULL OR trigger_state.reckoned < excluded.reckoned",
                trigger.flow(),
                trigger.name(),
                to.toEpochMilli()));
    }

    @Override
    public String firstId(TriggerId trigger, String hash, String id, Instant now, Instant expires) {
        writing.write(sql -> {
            sql.update("DELETE FROM trigger_delivery WHERE expires <= ?", now.toEpochMilli());
            return sql.update(
                    "INSERT INTO trigger_delivery (flow, name, hash, id, expires) VALUES (?, ?, ?, ?, ?)"
                            + " ON CONFLICT (flow, name, hash) DO NOTHING",
                    trigger.flow(),
                    trigger.name(),
                    hash,
                    id,
                    expires.toEpochMilli());
        });
        String first = reading.find(sql -> sql.first(
                "SELECT id FROM trigger_delivery WHERE flow = ? AND name = ? AND hash = ?",
                row -> row.text(1),
                trigger.flow(),
                trigger.name(),
                hash));
        return first == null ? id : first;
    }
}
