package dev.signalbox.dsl.value;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a cron expression of five fields comes round in a zone, however its clocks are set. One that names its hours comes once
 * a day at each: a time that does not exist that day is taken at the moment the clock jumps, one that exists twice the first
 * time. One for every hour ({@code *} or {@code *}{@code /N}) goes on by what the clock on the wall shows: nothing in the hour
 * that is skipped, and both times in the one that comes twice. The expression is the library's to read, the zone is ours: its
 * own arithmetic of zones comes twice, or never, where clocks are set.
 */
public final class CronTimes {
    private static final CronDefinition FIVE_FIELDS = CronDefinitionBuilder.defineCron()
            .withMinutes()
            .withStrictRange()
            .and()
            .withHours()
            .withStrictRange()
            .and()
            .withDayOfMonth()
            .supportsL()
            .supportsW()
            .supportsLW()
            .withStrictRange()
            .and()
            .withMonth()
            .withStrictRange()
            .and()
            .withDayOfWeek()
            .withValidRange(0, 7)
            .withMondayDoWValue(1)
            .withIntMapping(7, 0)
            .supportsHash()
            .supportsL()
            .withStrictRange()
            .and()
            .instance();

    /** A leap day that falls on a weekday comes round within so many years. */
    private static final int TRANSITIONS = 10_000;

    private final ExecutionTime times;
    private final boolean everyHour;
    private final ZoneId zone;

    private CronTimes(ExecutionTime times, boolean everyHour, ZoneId zone) {
        this.times = times;
        this.everyHour = everyHour;
        this.zone = zone;
    }

    /** Refuses what is no cron expression, or never comes round, with an {@link IllegalArgumentException} that says why. */
    public static CronTimes of(String cron, @Nullable String zone) {
        Cron parsed = new CronParser(FIVE_FIELDS).parse(cron.strip()).validate();
        CronTimes times = new CronTimes(
                ExecutionTime.forCron(parsed),
                cron.strip().split("\\s+", -1)[1].startsWith("*"),
                zone == null ? ZoneOffset.UTC : ZoneId.of(zone));
        if (times.after(Instant.parse("2024-01-01T00:00:00Z")) == null) {
            throw new IllegalArgumentException("there is no such day");
        }
        return times;
    }

    /** The first time after that one; null when none comes. */
    public @Nullable Instant after(Instant last) {
        return everyHour ? byTheWall(last) : onceADay(last);
    }

    private @Nullable Instant byTheWall(Instant last) {
        ZoneRules rules = zone.getRules();
        Instant from = last;
        for (int i = 0; i < TRANSITIONS; i++) {
            ZoneOffset offset = rules.getOffset(from);
            LocalDateTime next = next(LocalDateTime.ofInstant(from, offset));
            if (next == null) {
                return null;
            }
            Instant found = next.toInstant(offset);
            ZoneOffsetTransition change = rules.nextTransition(from);
            if (change == null || found.isBefore(change.getInstant())) {
                return found;
            }
            if (matches(LocalDateTime.ofInstant(change.getInstant(), change.getOffsetAfter()))) {
                return change.getInstant();
            }
            from = change.getInstant();
        }
        return null;
    }

    private @Nullable Instant onceADay(Instant last) {
        LocalDateTime local = LocalDateTime.ofInstant(last, zone);
        while (true) {
            LocalDateTime next = next(local);
            if (next == null) {
                return null;
            }
            Instant found = resolved(next);
            if (found.isAfter(last)) {
                return found;
            }
            local = next;
        }
    }

    private Instant resolved(LocalDateTime local) {
        ZoneRules rules = zone.getRules();
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        return offsets.isEmpty() ? rules.getTransition(local).getInstant() : local.toInstant(offsets.getFirst());
    }

    /** On a clock that nobody sets. */
    private @Nullable LocalDateTime next(LocalDateTime local) {
        return times.nextExecution(local.atZone(ZoneOffset.UTC))
                .map(found -> found.toLocalDateTime())
                .orElse(null);
    }

    private boolean matches(LocalDateTime local) {
        return times.isMatch(local.atZone(ZoneOffset.UTC));
    }
}
