package dev.signalbox.store.sql;

import dev.signalbox.runtime.port.HoldLedger;
import dev.signalbox.runtime.port.HoldLedger.DecidedCursor;
import dev.signalbox.runtime.port.HoldLedger.DecidedQuery;
import dev.signalbox.runtime.port.HoldLedger.Past;
import dev.signalbox.runtime.port.HoldLedger.Reviewer;
import java.util.List;

/** Closed holds, the latest first, and what they say of the people who decided them. */
final class DecidedLists {
    private static final int LOOKED = 24;
    private static final String FROM =
            " FROM decision d LEFT JOIN look k ON k.hold = d.hold AND k.person = d.person";

    private final Reading reading;

    DecidedLists(Reading reading) {
        this.reading = reading;
    }

    List<Past> decided(DecidedQuery query) {
        if (isOfNoRun(query)) {
            return List.of();
        }
        Where where = where(query);
        DecidedCursor after = query.after();
        if (after != null) {
            where.and("(d.decided_at, d.hold) < (?, ?)", after.at().toEpochMilli(), after.hold());
        }
        return reading.read(sql -> sql.list(
                "SELECT " + HoldRows.DECISION_COLUMNS + ", d.decided_at - k.looked_at" + FROM + where.text()
                        + " ORDER BY d.decided_at DESC, d.hold DESC LIMIT ?",
                row -> new Past(HoldRows.decided(row), row.numberOrNull(LOOKED)),
                where.values(query.limit())));
    }

    int count(DecidedQuery query, int most) {
        if (isOfNoRun(query)) {
            return 0;
        }
        Where where = where(query);
        Long count = reading.find(sql -> sql.first(
                "SELECT count(*) FROM (SELECT 1 FROM decision d" + where.text() + " LIMIT ?) AS counted",
                row -> row.number(1),
                where.values(most)));
        return count == null ? 0 : count.intValue();
    }

    /** By nearest rank: the least time that so many of the decisions did not exceed. */
    List<Reviewer> reviewers(DecidedQuery query) {
        if (isOfNoRun(query)) {
            return List.of();
        }
        Where where = where(query).and("d.person IS NOT NULL");
        return reading.read(sql -> sql.list(
                "WITH one AS (SELECT d.person AS person, d.verdict AS verdict, d.decided_at - d.opened_at AS took,"
                        + " d.decided_at - k.looked_at AS look" + FROM + where.text() + "),"
                        + " ranked AS (SELECT person, verdict, took, look,"
                        + " row_number() OVER (PARTITION BY person ORDER BY took) AS took_rank,"
                        + " count(*) OVER (PARTITION BY person) AS all_took,"
                        + " row_number() OVER (PARTITION BY person ORDER BY CASE WHEN look IS NULL THEN 1 ELSE 0 END, look)"
                        + " AS look_rank, count(look) OVER (PARTITION BY person) AS all_look FROM one)"
                        + " SELECT person, count(*), sum(CASE WHEN verdict = 'approved' THEN 1 ELSE 0 END),"
                        + " sum(CASE WHEN verdict = 'answered' THEN 1 ELSE 0 END),"
                        + " min(CASE WHEN took_rank * 2 >= all_took THEN took END),"
                        + " min(CASE WHEN took_rank * 10 >= all_took * 9 THEN took END),"
                        + " min(CASE WHEN look_rank * 2 >= all_look THEN look END),"
                        + " sum(CASE WHEN look < " + HoldLedger.QUICK + " THEN 1 ELSE 0 END)"
                        + " FROM ranked GROUP BY person ORDER BY person LIMIT ?",
                row -> new Reviewer(
                        row.text(1),
                        row.number(2),
                        row.number(3),
                        row.number(4),
                        row.number(5),
                        row.number(6),
                        row.numberOrNull(7),
                        row.number(8)),
                where.values(query.limit())));
    }

    private static boolean isOfNoRun(DecidedQuery query) {
        return query.runs() != null && query.runs().isEmpty();
    }

    private static Where where(DecidedQuery query) {
        Where where = new Where();
        if (query.runs() != null) {
            where.in("d.run", query.runs());
        }
        if (query.flow() != null) {
            where.and("d.flow = ?", query.flow());
        }
        if (query.place() != null) {
            where.and("d.state = ?", query.place());
        }
        if (query.by() != null) {
            where.and("d.person = ?", query.by());
        }
        if (query.verdict() != null) {
            where.and("d.verdict = ?", query.verdict().text());
        }
        if (query.from() != null) {
            where.and("d.decided_at >= ?", query.from().toEpochMilli());
        }
        if (query.to() != null) {
            where.and("d.decided_at < ?", query.to().toEpochMilli());
        }
        if (query.people()) {
            where.and("d.person IS NOT NULL");
        }
        return where.words("d.words", query.words());
    }
}
