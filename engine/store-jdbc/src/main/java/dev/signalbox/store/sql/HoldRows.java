package dev.signalbox.store.sql;

import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Urgency;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.codec.LogText;
import dev.signalbox.runtime.port.DecidedHold;
import dev.signalbox.runtime.port.HoldLedger;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.Verdict;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rows of the tables {@code hold_line}, which lists go by, and {@code decision}. */
public final class HoldRows {
    /** In the order of {@link #line}. */
    public static final String LINE =
            "hold, run, flow, state, requester, not_requester, voters, urgency, due, opened_at, cost, edited, words";

    /** In the order of {@link #decision}. */
    public static final String DECISION =
            "hold, run, flow, version, run_key, state, purpose, title, action, requester, addressed, urgency, opened_at,"
                    + " due, decided_at, verdict, person, via, authenticated, note, edited, cost_usd, words";

    static final String DECISION_COLUMNS = "d." + DECISION.replace(", ", ", d.");

    private HoldRows() {}

    /** @param edited somebody changed what is asked, in this commit */
    public static Object[] line(Hold hold, RunRow run, boolean edited) {
        return new Object[] {
            hold.id(),
            run.id(),
            run.flow(),
            hold.step().state(),
            run.startedBy(),
            hold.notRequester() ? 1 : 0,
            names(hold.votes().stream().map(Hold.Vote::by).toList()),
            HoldLedger.rank(hold.urgency()),
            HoldLedger.due(hold),
            hold.openedAt().toEpochMilli(),
            HoldLedger.nano(run.usage().costUsd()),
            edited ? 1 : 0,
            HoldLedger.words(hold.title(), run.key(), run.startedBy())
        };
    }

    public static @Nullable Object[] decision(DecidedHold it) {
        return new @Nullable Object[] {
            it.id(),
            it.run(),
            it.flow(),
            it.version(),
            it.key(),
            it.state(),
            it.purpose().name().toLowerCase(Locale.ROOT),
            it.title(),
            it.action(),
            it.requester(),
            names(it.addressed()),
            HoldLedger.rank(it.urgency()),
            it.openedAt().toEpochMilli(),
            Rows.millis(it.due()),
            it.at().toEpochMilli(),
            it.verdict().text(),
            it.by(),
            it.via(),
            it.authenticated() ? 1 : 0,
            it.note(),
            it.edited() ? 1 : 0,
            Double.toString(it.costUsd()),
            HoldLedger.words(it.title(), it.key(), it.requester())
        };
    }

    static DecidedHold decided(Columns row) throws SQLException {
        Long due = row.numberOrNull(14);
        return new DecidedHold(
                new HoldId(row.text(1)),
                new RunId(row.text(2)),
                new FlowName(row.text(3)),
                row.text(4),
                row.textOrNull(5),
                new StateName(row.text(6)),
                Hold.Purpose.valueOf(row.text(7).toUpperCase(Locale.ROOT)),
                row.text(8),
                row.textOrNull(9),
                row.text(10),
                Json.list(LogText.parse(row.text(11))).stream()
                        .map(String.class::cast)
                        .toList(),
                Urgency.values()[Urgency.values().length - 1 - (int) row.number(12)],
                Instant.ofEpochMilli(row.number(13)),
                due == null ? null : Instant.ofEpochMilli(due),
                Instant.ofEpochMilli(row.number(15)),
                Verdict.valueOf(row.text(16).toUpperCase(Locale.ROOT)),
                row.textOrNull(17),
                row.textOrNull(18),
                row.flag(19),
                row.textOrNull(20),
                row.flag(21),
                Double.parseDouble(row.text(22)));
    }

    /** As JSON: {@link #token} of a name is in it once for each time the name is. */
    private static String names(List<String> names) {
        return LogText.write(names);
    }

    static String token(String name) {
        return LogText.write(name);
    }
}
