package dev.signalbox.store.postgres;

import static dev.signalbox.store.postgres.Batch.Kind.NUMBER;
import static dev.signalbox.store.postgres.Batch.Kind.TEXT;

import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.runtime.audit.Verdicts;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.HoldLedger;
import dev.signalbox.store.sql.EncodedCommit;
import dev.signalbox.store.sql.HoldRows;
import java.util.Set;

/** What a group of commits changes of holds: the open ones with their lines, and how the closed ones ended. */
final class HoldBatches {
    /** Whether an earlier commit edited it stands in its line, which goes only after this. */
    private final Batch decided = new Batch(
            "INSERT INTO decision (" + HoldRows.DECISION + ") SELECT "
                    + HoldRows.DECISION.replace(
                            "edited",
                            "greatest(edited, coalesce((SELECT l.edited FROM hold_line l WHERE l.hold = v.hold), 0))")
                    + " FROM unnest(:columns) AS v (" + HoldRows.DECISION + ") ON CONFLICT DO NOTHING",
            TEXT,
            TEXT,
            TEXT,
            TEXT,
            TEXT,
            TEXT,
            TEXT,
            TEXT,
            TEXT,
            TEXT,
            TEXT,
            NUMBER,
            NUMBER,
            NUMBER,
            NUMBER,
            TEXT,
            TEXT,
            TEXT,
            NUMBER,
            TEXT,
            NUMBER,
            TEXT,
            TEXT);

    private final Batch closed = new Batch("DELETE FROM hold WHERE id = ANY (?::text[])", TEXT);
    private final Batch unlined = new Batch("DELETE FROM hold_line WHERE hold = ANY (?::text[])", TEXT);
    private final Batch ungrouped = new Batch("DELETE FROM hold_group WHERE hold = ANY (?::text[])", TEXT);
    private final Batch unclaimed = new Batch("DELETE FROM claim WHERE hold = ANY (?::text[])", TEXT);
    private final Batch holds = new Batch(
            "INSERT INTO hold (id, run, flow, due, body)"
                    + " SELECT * FROM unnest(:columns)"
                    + " ON CONFLICT (id) DO UPDATE SET due = excluded.due, body = excluded.body",
            TEXT,
            TEXT,
            TEXT,
            NUMBER,
            TEXT);
    private final Batch lines = new Batch(
            "INSERT INTO hold_line (" + HoldRows.LINE
                    + ") SELECT * FROM unnest(:columns) ON CONFLICT (hold) DO UPDATE SET voters = excluded.voters, urgency = excluded.urgency,"
                    + " due = excluded.due, cost = excluded.cost, edited = greatest(hold_line.edited, excluded.edited),"
                    + " words = excluded.words",
            TEXT,
            TEXT,
            TEXT,
            TEXT,
            NUMBER,
            TEXT,
            NUMBER,
            NUMBER,
            NUMBER,
            NUMBER,
            NUMBER,
            TEXT);
    private final Batch groups = new Batch(
            "INSERT INTO hold_group (grp, due, hold) SELECT * FROM unnest(:columns)" + " ON CONFLICT DO NOTHING",
            TEXT,
            NUMBER,
            TEXT);

    void add(EncodedCommit one) {
        Commit commit = one.commit();
        commit.decided().forEach(it -> decided.add(HoldRows.decision(it)));
        for (HoldId id : commit.closed()) {
            closed.add(id);
            unlined.add(id);
            ungrouped.add(id);
            unclaimed.add(id);
        }
        Set<HoldId> edited = Verdicts.edited(commit.events());
        one.holds().forEach((hold, body) -> {
            if (commit.after() > 0) {
                ungrouped.add(hold.id());
            }
            holds.add(hold.id(), commit.row().id(), commit.row().flow(), HoldLedger.due(hold), body);
            lines.add(HoldRows.line(hold, commit.row(), edited.contains(hold.id())));
            addGroups(hold);
        });
    }

    private void addGroups(Hold hold) {
        for (String name : EncodedCommit.deciders(hold)) {
            groups.add(name, HoldLedger.due(hold), hold.id());
        }
    }

    void change(Trip trip) {
        trip.change(decided)
                .change(closed)
                .change(unlined)
                .change(ungrouped)
                .change(unclaimed)
                .change(holds)
                .change(lines)
                .change(groups);
    }
}
