package dev.signalbox.bench.report;

import java.util.Map;

/** What the figures are called in the document. */
final class FigureNames {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("count", "runs"),
            Map.entry("per_second", "made a second"),
            Map.entry("per_second_first", "made a second, the first tenth"),
            Map.entry("per_second_last", "made a second, the last tenth"),
            Map.entry("cpu_micros", "CPU each, µs"),
            Map.entry("bytes_each", "bytes on disk each"),
            Map.entry("newest_p50_ms", "newest 50, median, ms"),
            Map.entry("newest_p99_ms", "newest 50, 99 %, ms"),
            Map.entry("filtered_p50_ms", "newest 50 paused of one flow, median, ms"),
            Map.entry("filtered_p99_ms", "newest 50 paused of one flow, 99 %, ms"),
            Map.entry("key_p50_ms", "the run of one key, median, ms"),
            Map.entry("inbox_p50_ms", "first 50 of a group's inbox, median, ms"),
            Map.entry("inbox_p99_ms", "first 50 of a group's inbox, 99 %, ms"),
            Map.entry("start_ms", "start-up with them all in the store, ms"),
            Map.entry("heap_mb", "heap in use at the end, MB"),
            Map.entry("heap_growth_mb", "heap grown between the first tenth and the end, MB"),
            Map.entry("decide_ms", "one decision among them, median, ms"),
            Map.entry("seconds", "seconds"),
            Map.entry("wake_per_second", "woken and ended a second"),
            Map.entry("most_under_way", "under way at the same time"),
            Map.entry("platform_threads", "platform threads meanwhile"),
            Map.entry("kb_each_in_flight", "heap for each in flight, kB"));

    private FigureNames() {}

    static String words(String name) {
        return WORDS.getOrDefault(name, name);
    }
}
