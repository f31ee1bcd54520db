package dev.signalbox.store.sql;

import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.port.HoldLedger.Asker;
import dev.signalbox.runtime.port.HoldLedger.Claims;
import dev.signalbox.runtime.port.HoldLedger.HoldClaim;
import dev.signalbox.runtime.port.HoldLedger.HoldCursor;
import dev.signalbox.runtime.port.HoldLedger.HoldQuery;
import dev.signalbox.runtime.port.HoldLedger.OpenHold;
import dev.signalbox.runtime.port.HoldLedger.Order;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Open holds, page by page: along the index of their order over rows that have no body, which only a page's rows bring. */
final class HoldLists {
    private static final String COLUMNS = Rows.COLUMNS + ", h.body, c.person, c.until";
    private static final int BODY = 16;
    private static final String JOINED =
            " JOIN hold h ON h.id = l.hold JOIN run ON run.id = l.run LEFT JOIN claim c ON c.hold = l.hold";

    private final Reading reading;

    HoldLists(Reading reading) {
        this.reading = reading;
    }

    @Nullable
    OpenHold hold(HoldId hold) {
        return reading.find(sql -> sql.first(
                "SELECT " + COLUMNS + " FROM hold h JOIN run ON run.id = h.run LEFT JOIN claim c ON c.hold = h.id"
                        + " WHERE h.id = ?",
                row -> openHold(sql, row),
                hold));
    }

    List<OpenHold> holds(HoldQuery query) {
        if (query.runs() != null && query.runs().isEmpty()) {
            return List.of();
        }
        Set<String> names = names(query);
        if (names == null || query.order() != Order.DUE) {
            return from("hold_line l", "l.", where(query, names), query);
        }
        // One index walk a name, merged: the index has no order over several names together.
        Map<HoldId, OpenHold> found = new LinkedHashMap<>();
        for (String name : names) {
            Where where = where(query, null).and("hold_group.grp = ?", name);
            put(found, from("hold_group JOIN hold_line l ON l.hold = hold_group.hold", "hold_group.", where, query));
        }
        Asker mine = query.mine();
        if (mine != null) {
            Where where = where(query, null).and("c.person = ? AND c.until > ?", mine.person(), millis(mine.now()));
            put(found, from("hold_line l", "l.", where, query));
        }
        return found.values().stream()
                .sorted(Comparator.comparing(Order.DUE::at, Comparator.comparingLong(HoldCursor::first)
                        .thenComparing(HoldCursor::hold)))
                .limit(query.limit())
                .toList();
    }

    private static void put(Map<HoldId, OpenHold> found, List<OpenHold> more) {
        more.forEach(open -> found.putIfAbsent(open.hold().id(), open));
    }

    int count(HoldQuery query, int most) {
        if (query.runs() != null && query.runs().isEmpty()) {
            return 0;
        }
        Where where = where(query, names(query));
        String claims = needsClaims(query) ? " LEFT JOIN claim c ON c.hold = l.hold" : "";
        Long count = reading.find(sql -> sql.first(
                "SELECT count(*) FROM (SELECT 1 FROM hold_line l" + claims + where.text() + " LIMIT ?) AS counted",
                row -> row.number(1),
                where.values(most)));
        return count == null ? 0 : count.intValue();
    }

    private static boolean needsClaims(HoldQuery query) {
        return query.claims() != null || query.mine() != null;
    }

    /** Whose holds are listed, anyone's among them; null for all. */
    private static @Nullable Set<String> names(HoldQuery query) {
        if (query.mine() != null) {
            return Set.of(query.mine().person());
        }
        if (query.by() == null) {
            return null;
        }
        Set<String> names = new TreeSet<>(query.by());
        names.add("*");
        return names;
    }

    /** @param names asked for row by row; null where the list comes by them already, or is everybody's */
    private static Where where(HoldQuery query, @Nullable Set<String> names) {
        Where where = new Where();
        if (query.runs() != null) {
            where.in("l.run", query.runs());
        }
        if (query.flow() != null) {
            where.and("l.flow = ?", query.flow());
        }
        if (query.place() != null) {
            where.and("l.state = ?", query.place());
        }
        if (query.urgency() != null) {
            where.and("l.urgency = ?", dev.signalbox.runtime.port.HoldLedger.rank(query.urgency()));
        }
        if (names != null) {
            addressed(where, names, query.mine());
        }
        String may = query.may();
        if (may != null) {
            where.and("(l.not_requester = 0 OR l.requester <> ?)", may);
            where.and("replace(l.voters, ?, '') = l.voters", HoldRows.token(may));
        }
        switch (query.claims()) {
            case null -> {}
            case Claims.Some some -> where.and("c.until > ?", millis(some.now()));
            case Claims.None none -> where.and("(c.until IS NULL OR c.until <= ?)", millis(none.now()));
            case Claims.Of of -> where.and("c.person = ? AND c.until > ?", of.person(), millis(of.now()));
        }
        return where.words("l.words", query.words());
    }

    private static void addressed(Where where, Set<String> names, @Nullable Asker mine) {
        String marks = String.join(", ", java.util.Collections.nCopies(names.size(), "?"));
        String addressed = "EXISTS (SELECT 1 FROM hold_group g WHERE g.hold = l.hold AND g.grp IN (" + marks + "))";
        if (mine == null) {
            where.and(addressed, names.toArray());
        } else {
            where.and(
                    "(" + addressed + " OR (c.person = ? AND c.until > ?))",
                    mine.person(),
                    mine.person(),
                    millis(mine.now()));
        }
    }

    /** @param due of which table the order by time goes along an index */
    private List<OpenHold> from(String from, String due, Where where, HoldQuery query) {
        HoldCursor after = query.after();
        String order = switch (query.order()) {
            case DUE -> {
                if (after != null) {
                    where.and("(" + due + "due, " + due + "hold) > (?, ?)", after.first(), after.hold());
                }
                yield due + "due, " + due + "hold";
            }
            case OPENED -> {
                if (after != null) {
                    where.and("(l.opened_at, l.hold) < (?, ?)", after.first(), after.hold());
                }
                yield "l.opened_at DESC, l.hold DESC";
            }
            case URGENCY -> {
                if (after != null) {
                    where.and("(l.urgency, l.due, l.hold) > (?, ?, ?)", after.first(), after.second(), after.hold());
                }
                yield "l.urgency, l.due, l.hold";
            }
            case COST -> {
                if (after != null) {
                    where.and("(l.cost, l.hold) < (?, ?)", after.first(), after.hold());
                }
                yield "l.cost DESC, l.hold DESC";
            }
        };
        return reading.read(sql -> sql.list(
                "SELECT " + COLUMNS + " FROM " + from + JOINED + where.text() + " ORDER BY " + order + " LIMIT ?",
                row -> openHold(sql, row),
                where.values(query.limit())));
    }

    private static long millis(Instant at) {
        return at.toEpochMilli();
    }

    private static OpenHold openHold(Sql sql, Columns row) throws SQLException {
        Hold hold = Codec.hold(Blobs.body(sql, row.body(BODY)));
        String person = row.textOrNull(BODY + 1);
        HoldClaim claim =
                person == null ? null : new HoldClaim(person, Instant.ofEpochMilli(row.number(BODY + 2)));
        return new OpenHold(hold, Rows.run(row), claim);
    }
}
