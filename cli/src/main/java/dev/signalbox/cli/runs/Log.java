package dev.signalbox.cli.runs;

import dev.signalbox.runtime.api.Operations;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads a run's log to its end, page after page: a server gives it in pages. */
final class Log {
    private Log() {}

    /** @return the number of the last event there is; {@code after} when there is none behind it */
    static long read(Operations operations, String run, long after, Consumer<Map<String, Object>> each) {
        long last = after;
        while (true) {
            List<Map<String, Object>> page = operations.events(run, last);
            for (Map<String, Object> event : page) {
                each.accept(event);
                last = Math.max(last, seq(event));
            }
            if (page.isEmpty() || seq(page.getLast()) < last) {
                return last;
            }
        }
    }

    private static long seq(Map<String, Object> event) {
        return event.get("seq") instanceof Number seq ? seq.longValue() : Long.MAX_VALUE;
    }
}
