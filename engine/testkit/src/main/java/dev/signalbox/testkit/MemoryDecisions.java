package dev.signalbox.testkit;

import dev.signalbox.core.id.HoldId;
import dev.signalbox.runtime.port.DecidedHold;
import dev.signalbox.runtime.port.HoldLedger;
import dev.signalbox.runtime.port.HoldLedger.DecidedCursor;
import dev.signalbox.runtime.port.HoldLedger.DecidedQuery;
import dev.signalbox.runtime.port.HoldLedger.Past;
import dev.signalbox.runtime.port.HoldLedger.Reviewer;
import dev.signalbox.runtime.port.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the closed holds of a {@link MemoryStore.Disk} ended, and who had looked at them when. Its disk guards it. */
final class MemoryDecisions {
    private static final Comparator<Past> LATEST_FIRST = Comparator.comparing(
                    (Past past) -> past.hold().at())
            .thenComparing(past -> past.hold().id())
            .reversed();

    private record Looker(HoldId hold, String person) {}

    private final Map<HoldId, DecidedHold> decided = new HashMap<>();
    private final Map<Looker, Instant> looks = new HashMap<>();

    void keep(DecidedHold hold) {
        decided.putIfAbsent(hold.id(), hold);
    }

    /** As a log that has become another one gives them. */
    void again(List<DecidedHold> holds) {
        holds.forEach(hold -> decided.replace(hold.id(), hold));
    }

    void looked(HoldId hold, String person, Instant at) {
        looks.putIfAbsent(new Looker(hold, person), at);
    }

    List<Past> list(DecidedQuery query) {
        return matching(query)
                .filter(past -> isAfter(past.hold(), query.after()))
                .sorted(LATEST_FIRST)
                .limit(query.limit())
                .toList();
    }

    int count(DecidedQuery query, int most) {
        return (int) matching(query).limit(most).count();
    }

    private static boolean isAfter(DecidedHold hold, @Nullable DecidedCursor after) {
        if (after == null) {
            return true;
        }
        int byTime = hold.at().compareTo(after.at());
        return byTime < 0 || (byTime == 0 && hold.id().compareTo(after.hold()) < 0);
    }

    private Stream<Past> matching(DecidedQuery query) {
        return decided.values().stream().filter(hold -> isAsked(hold, query)).map(this::past);
    }

    private static boolean isAsked(DecidedHold hold, DecidedQuery query) {
        String words = HoldLedger.words(hold.title(), hold.key(), hold.requester());
        return (query.runs() == null || query.runs().contains(hold.run()))
                && (query.flow() == null || query.flow().equals(hold.flow()))
                && (query.place() == null || query.place().equals(hold.state()))
                && (query.by() == null || query.by().equals(hold.by()))
                && (query.verdict() == null || query.verdict() == hold.verdict())
                && (query.from() == null || !hold.at().isBefore(query.from()))
                && (query.to() == null || hold.at().isBefore(query.to()))
                && (!query.people() || hold.by() != null)
                && query.words().stream().allMatch(words::contains);
    }

    private Past past(DecidedHold hold) {
        String by = hold.by();
        Instant look = by == null ? null : looks.get(new Looker(hold.id(), by));
        return new Past(hold, look == null ? null : Duration.between(look, hold.at()).toMillis());
    }

    List<Reviewer> reviewers(DecidedQuery query) {
        Map<String, List<Past>> byPerson = matching(query)
                .filter(past -> past.hold().by() != null)
                .collect(Collectors.groupingBy(
                        past -> String.valueOf(past.hold().by()), TreeMap::new, Collectors.toList()));
        List<Reviewer> reviewers = new ArrayList<>();
        byPerson.forEach((person, its) -> reviewers.add(reviewer(person, its)));
        return reviewers.stream().limit(query.limit()).toList();
    }

    private static Reviewer reviewer(String person, List<Past> its) {
        List<Long> took = its.stream()
                .map(past -> Duration.between(past.hold().openedAt(), past.hold().at())
                        .toMillis())
                .sorted()
                .toList();
        List<Long> looks = its.stream()
                .map(Past::looked)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        return new Reviewer(
                person,
                its.size(),
                of(its, Verdict.APPROVED),
                of(its, Verdict.ANSWERED),
                rank(took, 50),
                rank(took, 90),
                looks.isEmpty() ? null : rank(looks, 50),
                looks.stream().filter(look -> look < HoldLedger.QUICK).count());
    }

    private static long of(List<Past> its, Verdict verdict) {
        return its.stream().filter(past -> past.hold().verdict() == verdict).count();
    }

    /** By nearest rank. */
    private static long rank(List<Long> sorted, int percent) {
        return sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }
}
