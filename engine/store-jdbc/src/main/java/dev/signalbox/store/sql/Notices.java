package dev.signalbox.store.sql;

import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.codec.LogText;
import dev.signalbox.runtime.port.Notice;
import dev.signalbox.runtime.port.NoticeId;
import dev.signalbox.runtime.port.NoticeLedger.ChannelState;
import dev.signalbox.runtime.port.NoticeLedger.Claimed;
import dev.signalbox.runtime.port.NoticeLedger.Outcome;
import dev.signalbox.runtime.port.NoticeLedger.State;
import dev.signalbox.runtime.port.NoticeLedger.Told;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The table {@code notice} in SQL. Each change is one statement: whoever makes it twice has made it once. */
public final class Notices {
    /** In the order of {@link #row}. */
    public static final String COLUMNS =
            "id, run, hold, kind, channel, recipient, audience, at, state, due, tries, claim_no";

    private static final String READ = "id, run, hold, kind, channel, recipient, audience, at";

    private Notices() {}

    /** One that nobody has tried to send yet. */
    public static @Nullable Object[] row(Notice notice) {
        return new @Nullable Object[] {
            notice.id(),
            notice.run(),
            notice.hold(),
            notice.kind().text(),
            notice.channel(),
            notice.to(),
            LogText.write(notice.audience()),
            notice.at().toEpochMilli(),
            0,
            notice.at().toEpochMilli(),
            0,
            0
        };
    }

    /** @param lock what keeps two who ask at once from the same rows; empty where there is one transaction at a time */
    public static List<Claimed> claim(Sql sql, Instant now, Instant until, Set<String> without, int limit, String lock)
            throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(List.of(until.toEpochMilli(), now.toEpochMilli()));
        values.addAll(without);
        values.add(limit);
        List<Claimed> claimed = new ArrayList<>(sql.list(
                "UPDATE notice SET due = ?, claim_no = claim_no + 1 WHERE id IN (SELECT id FROM notice WHERE state = 0"
                        + " AND due <= ?" + notIn(without) + " ORDER BY due, id LIMIT ?" + lock + ")"
                        + " RETURNING " + READ + ", tries, claim_no",
                row -> new Claimed(notice(row), (int) row.number(9), row.number(10)),
                values.toArray()));
        // What is given back has no order of its own.
        claimed.sort(Comparator.comparing((Claimed it) -> it.notice().at())
                .thenComparing(it -> it.notice().id().value()));
        return claimed;
    }

    private static String notIn(Collection<String> channels) {
        return channels.isEmpty()
                ? ""
                : " AND channel NOT IN (" + String.join(", ", Collections.nCopies(channels.size(), "?")) + ")";
    }

    static @Nullable Instant next(Sql sql, Set<String> without) throws SQLException {
        Long due = sql.first(
                "SELECT due FROM notice WHERE state = 0" + notIn(without) + " ORDER BY due, id LIMIT 1",
                row -> row.number(1),
                without.toArray());
        return due == null ? null : Instant.ofEpochMilli(due);
    }

    public static boolean told(Sql sql, Claimed claimed, Outcome outcome) throws SQLException {
        return switch (outcome) {
            case Outcome.Sent it -> told(sql, claimed, State.SENT, it.at(), null, null);
            case Outcome.Dropped it -> dropped(sql, claimed, it.at());
            case Outcome.Failed it -> told(sql, claimed, State.FAILED, it.at(), null, it.problem());
            case Outcome.Later it -> told(sql, claimed, State.WAITING, it.at(), it.due(), it.problem());
        };
    }

    private static boolean dropped(Sql sql, Claimed claimed, Instant at) throws SQLException {
        return sql.update(
                        "UPDATE notice SET state = ?, tries = tries + 1, tried_at = ?"
                                + " WHERE id = ? AND claim_no = ? AND state = 0",
                        State.DROPPED.number(),
                        at.toEpochMilli(),
                        claimed.notice().id(),
                        claimed.number())
                == 1;
    }

    private static boolean told(
            Sql sql, Claimed claimed, State state, Instant at, @Nullable Instant due, @Nullable String problem)
            throws SQLException {
        return sql.update(
                        "UPDATE notice SET state = ?, tries = tries + 1, tried_at = ?, problem = ?, due = coalesce(?, due)"
                                + " WHERE id = ? AND claim_no = ? AND state = 0",
                        state.number(),
                        at.toEpochMilli(),
                        problem,
                        due == null ? null : due.toEpochMilli(),
                        claimed.notice().id(),
                        claimed.number())
                == 1;
    }

    static List<Told> of(Sql sql, HoldId hold, int limit) throws SQLException {
        return sql.list(
                "SELECT " + READ + ", state, tried_at, problem FROM notice WHERE hold = ? ORDER BY at, id LIMIT ?",
                row -> new Told(notice(row), State.of(row.number(9)), instant(row, 10), row.textOrNull(11)),
                hold,
                limit);
    }

    static Map<String, ChannelState> states(Sql sql) throws SQLException {
        record Line(String channel, ChannelState state) {}
        Map<String, ChannelState> states = new TreeMap<>();
        for (Line line : sql.list(
                "SELECT channel, sum(CASE WHEN state = 0 THEN 1 ELSE 0 END),"
                        + " max(CASE WHEN state = 1 THEN tried_at END),"
                        + " max(CASE WHEN problem IS NOT NULL THEN tried_at END) FROM notice GROUP BY channel",
                row -> new Line(
                        row.text(1), new ChannelState(row.number(2), instant(row, 3), instant(row, 4), null)))) {
            ChannelState state = line.state();
            Instant failed = state.failedAt();
            String problem = failed == null
                    ? null
                    : sql.first(
                            "SELECT problem FROM notice WHERE channel = ? AND tried_at = ? AND problem IS NOT NULL LIMIT 1",
                            row -> row.text(1),
                            line.channel(),
                            failed.toEpochMilli());
            states.put(
                    line.channel(),
                    new ChannelState(state.waiting(), state.sentAt(), problem == null ? null : failed, problem));
        }
        return states;
    }

    public static int forget(Sql sql, Instant before) throws SQLException {
        return sql.update("DELETE FROM notice WHERE state <> 0 AND tried_at <= ?", before.toEpochMilli());
    }

    public static byte[] key(Sql sql, byte[] fresh) throws SQLException {
        sql.update(
                "INSERT INTO notice_key (id, body) VALUES (1, ?) ON CONFLICT DO NOTHING",
                Base64.getEncoder().encodeToString(fresh));
        String kept = sql.first("SELECT body FROM notice_key WHERE id = 1", row -> row.text(1));
        if (kept == null) {
            throw new SQLException("the key of the notices is gone");
        }
        return Base64.getDecoder().decode(kept);
    }

    private static @Nullable Instant instant(Columns row, int column) throws SQLException {
        Long millis = row.numberOrNull(column);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static Notice notice(Columns row) throws SQLException {
        String hold = row.textOrNull(3);
        return new Notice(
                new NoticeId(row.text(1)),
                new RunId(row.text(2)),
                hold == null ? null : new HoldId(hold),
                Notice.Kind.of(row.text(4)),
                row.text(5),
                row.text(6),
                Json.list(LogText.parse(row.text(7))).stream()
                        .map(String.class::cast)
                        .toList(),
                Instant.ofEpochMilli(row.number(8)));
    }
}
