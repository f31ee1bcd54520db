package dev.signalbox.dsl.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In Berlin clocks went from 2 to 3 on 29 March 2026, and from 3 back to 2 on 25 October. */
class CronTimesTest {
    private static final String BERLIN = "Europe/Berlin";

    /** The first times after that one, each with its offset. */
    private static List<String> times(String cron, @Nullable String zone, String after, int count) {
        CronTimes times = CronTimes.of(cron, zone);
        List<String> found = new ArrayList<>();
        Instant last = OffsetDateTime.parse(after).toInstant();
        for (int i = 0; i < count; i++) {
            last = times.after(last);
            found.add(String.valueOf(
                    last == null
                            ? null
                            : last.atZone(java.time.ZoneId.of(zone == null ? "Z" : zone))
                                    .toOffsetDateTime()));
        }
        return found;
    }

    @Test
    void without_a_zone_it_goes_by_utc() {
        assertEquals(
                List.of("2026-03-02T09:00Z", "2026-03-09T09:00Z"),
                times("0 9 * * MON", null, "2026-03-01T00:00:00Z", 2));
    }

    @Test
    void nine_in_the_morning_stays_nine_however_clocks_are_set() {
        assertEquals(
                List.of("2026-03-28T09:00+01:00", "2026-03-29T09:00+02:00", "2026-03-30T09:00+02:00"),
                times("0 9 * * *", BERLIN, "2026-03-27T12:00:00+01:00", 3));
    }

    @Test
    void a_time_that_does_not_exist_is_taken_at_the_moment_the_clock_jumps() {
        assertEquals(
                List.of("2026-03-28T02:30+01:00", "2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00"),
                times("30 2 * * *", BERLIN, "2026-03-27T12:00:00+01:00", 3));
    }

    @Test
    void several_times_that_do_not_exist_come_once() {
        assertEquals(
                List.of("2026-03-29T01:45+01:00", "2026-03-29T03:00+02:00", "2026-03-30T01:15+02:00"),
                times("15,45 1-2 * * *", BERLIN, "2026-03-29T01:15:00+01:00", 3));
    }

    @Test
    void a_time_that_exists_twice_comes_the_first_time() {
        assertEquals(
                List.of("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00"),
                times("30 2 * * *", BERLIN, "2026-10-24T12:00:00+02:00", 2));
    }

    @Test
    void asked_in_the_hour_that_comes_again_it_does_not_come_again() {
        assertEquals(List.of("2026-10-26T02:30+01:00"), times("30 2 * * *", BERLIN, "2026-10-25T02:10:00+01:00", 1));
    }

    @Test
    void each_half_hour_skips_what_is_skipped() {
        assertEquals(
                List.of("2026-03-29T01:30+01:00", "2026-03-29T03:00+02:00", "2026-03-29T03:30+02:00"),
                times("*/30 * * * *", BERLIN, "2026-03-29T01:00:00+01:00", 3));
    }

    @Test
    void each_half_hour_comes_in_both_of_the_hours_that_are_one() {
        assertEquals(
                List.of(
                        "2026-10-25T02:00+02:00",
                        "2026-10-25T02:30+02:00",
                        "2026-10-25T02:00+01:00",
                        "2026-10-25T02:30+01:00",
                        "2026-10-25T03:00+01:00"),
                times("*/30 * * * *", BERLIN, "2026-10-25T01:30:00+02:00", 5));
    }

    @Test
    void a_change_of_half_an_hour_is_one_too() {
        assertEquals(
                List.of("2026-10-04T02:30+11:00"),
                times("15 2 * * *", "Australia/Lord_Howe", "2026-10-03T12:00:00+10:30", 1));
    }

    @Test
    void the_last_day_of_a_month_and_its_first_monday_can_be_said() {
        assertEquals(List.of("2028-02-29T09:00Z"), times("0 9 L 2 *", null, "2027-03-01T00:00:00Z", 1));
        assertEquals(List.of("2026-03-02T09:00Z"), times("0 9 * * MON#1", null, "2026-03-01T00:00:00Z", 1));
        assertEquals(List.of("2026-03-01T09:00Z"), times("0 9 * * 0", null, "2026-02-28T12:00:00Z", 1));
        assertEquals(List.of("2026-03-01T09:00Z"), times("0 9 * * 7", null, "2026-02-28T12:00:00Z", 1));
    }

    @Test
    void a_day_of_the_month_and_one_of_the_week_are_either_as_in_unix() {
        assertEquals(
                List.of("2026-03-06T09:00Z", "2026-03-13T09:00Z", "2026-03-15T09:00Z"),
                times("0 9 15 * FRI", null, "2026-03-02T00:00:00Z", 3));
    }

    @Test
    void a_leap_day_is_waited_for() {
        assertEquals(List.of("2028-02-29T00:00Z"), times("0 0 29 2 *", null, "2024-03-01T00:00:00Z", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"61 9 * * *", "0 24 * * *", "0 9 30 2 *", "0 9 * * MOO", "0 9 * *", "a b c d e", "0 9 * * 1-8"})
    void what_never_comes_round_is_refused(String cron) {
        assertThrows(IllegalArgumentException.class, () -> CronTimes.of(cron, null));
    }
}
