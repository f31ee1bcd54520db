package dev.signalbox.runtime.hold;

import dev.signalbox.core.run.Hold;
import dev.signalbox.runtime.api.AuditOperations;
import dev.signalbox.runtime.api.AuditViews;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.port.DecidedHold;
import dev.signalbox.runtime.port.HoldLedger;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.Verdict;
import dev.signalbox.runtime.run.Cursors;
import dev.signalbox.runtime.run.RunReader;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells who decided what, after how long, and how the people do it. */
public final class AuditReader implements AuditOperations {
    private final RunStore store;

    public AuditReader(RunStore store) {
        this.store = store;
    }

    @Override
    public AuditViews.AuditPage audit(AuditViews.AuditFilter filter) {
        int limit = RunReader.limit(filter.limit());
        HoldLedger.DecidedQuery query = query(filter, limit + 1);
        List<HoldLedger.Past> found = store.decided(query);
        List<HoldLedger.Past> page = found.size() > limit ? found.subList(0, limit) : found;
        int count = store.countDecided(query, HoldReader.COUNTED + 1);
        return new AuditViews.AuditPage(
                page.stream().map(AuditReader::entry).toList(),
                found.size() > limit ? Cursors.of(page.getLast().hold()) : null,
                Math.min(count, HoldReader.COUNTED),
                count > HoldReader.COUNTED);
    }

    @Override
    public List<AuditViews.ReviewerView> reviewers(AuditViews.AuditFilter filter) {
        return store.reviewers(query(filter.at(null), RunStore.MOST)).stream()
                .map(AuditReader::reviewer)
                .toList();
    }

    private static HoldLedger.DecidedQuery query(AuditViews.AuditFilter filter, int limit) {
        return new HoldLedger.DecidedQuery(
                null,
                RunReader.flowName(filter.flow()),
                null,
                filter.by() == null || filter.by().isEmpty() ? null : filter.by(),
                verdict(filter.verdict()),
                time("from", filter.from(), 0),
                time("to", filter.to(), 1),
                false,
                HoldReader.words(filter.q()),
                Cursors.decided(filter.cursor()),
                limit);
    }

    private static @Nullable Verdict verdict(@Nullable String text) {
        String name =
                HoldReader.oneOf("verdict", text, "", "approved", "rejected", "answered", "expired", "withdrawn", "");
        return name.isEmpty() ? null : Verdict.valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** @param days how many days after its begin a day counts */
    private static @Nullable Instant time(String parameter, @Nullable String text, int days) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            Instant at = text.indexOf('T') < 0
                    ? LocalDate.parse(text)
                            .plusDays(days)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                    : Instant.parse(text);
            return Instant.ofEpochMilli(at.toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw new Problem(
                    Problem.Kind.BAD_REQUEST,
                    "`" + parameter + "` is a day like 2026-11-27 or a time like 2026-11-27T12:00:00Z, not `" + text
                            + "`.");
        }
    }

    private static AuditViews.AuditEntry entry(HoldLedger.Past past) {
        DecidedHold hold = past.hold();
        Long looked = past.looked();
        return new AuditViews.AuditEntry(
                hold.id().value(),
                hold.run().value(),
                hold.flow().value(),
                hold.version(),
                hold.key(),
                hold.state().value(),
                purpose(hold.purpose()),
                hold.title(),
                hold.action(),
                hold.requester(),
                hold.urgency().name().toLowerCase(Locale.ROOT),
                hold.openedAt().toString(),
                hold.at().toString(),
                hold.verdict().text(),
                hold.by(),
                hold.via(),
                hold.authenticated(),
                hold.note(),
                hold.edited(),
                Duration.between(hold.openedAt(), hold.at()).toMillis(),
                looked,
                looked != null && looked < HoldLedger.QUICK,
                hold.costUsd());
    }

    private static String purpose(Hold.Purpose purpose) {
        return purpose.name().toLowerCase(Locale.ROOT);
    }

    private static AuditViews.ReviewerView reviewer(HoldLedger.Reviewer it) {
        long judged = it.decisions() - it.answered();
        return new AuditViews.ReviewerView(
                it.person(),
                it.decisions(),
                it.median(),
                it.p90(),
                it.looked(),
                it.quick(),
                judged == 0 ? null : (double) it.approved() / judged);
    }
}
