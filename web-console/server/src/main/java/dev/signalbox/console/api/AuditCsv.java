package dev.signalbox.console.api;

import dev.signalbox.runtime.api.AuditViews;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decisions as lines of CSV (RFC 4180). A text that a spreadsheet would take for a formula begins with an apostrophe: what
 * people and models write is in it.
 */
final class AuditCsv {
    static final String HEAD = "decided_at,verdict,by,flow,version,state,title,note,edited,opened_at,took_ms,looked_ms,"
            + "requester,key,action,urgency,cost_usd,via,authenticated,run,hold\r\n";

    /** The full-width forms too, which some programs read as the plain ones. */
    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private AuditCsv() {}

    static String line(AuditViews.AuditEntry entry) {
        return Arrays.<@Nullable Object>asList(
                        entry.at(),
                        entry.verdict(),
                        entry.by(),
                        entry.flow(),
                        entry.version(),
                        entry.state(),
                        entry.title(),
                        entry.note(),
                        entry.edited(),
                        entry.openedAt(),
                        entry.tookMs(),
                        entry.lookedMs(),
                        entry.requester(),
                        entry.key(),
                        entry.action(),
                        entry.urgency(),
                        entry.costUsd(),
                        entry.via(),
                        entry.authenticated(),
                        entry.run(),
                        entry.hold())
                .stream()
                .map(AuditCsv::cell)
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (!(value instanceof String text)) {
            return value.toString();
        }
        String plain = text.strip();
        boolean formula = !text.isEmpty()
                && (FORMULA.indexOf(text.charAt(0)) >= 0
                        || (!plain.isEmpty() && FORMULA.indexOf(plain.charAt(0)) >= 0));
        String safe = formula ? "'" + text : text;
        return safe.chars().anyMatch(c -> ",\"\r\n;\t".indexOf(c) >= 0) || formula
                ? "\"" + safe.replace("\"", "\"\"") + "\""
                : safe;
    }
}
