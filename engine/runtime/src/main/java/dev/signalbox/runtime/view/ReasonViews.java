package dev.signalbox.runtime.view;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Findings as they stand in JSON beside a verdict. */
public final class ReasonViews {
    private ReasonViews() {}

    public static List<Map<String, Object>> of(List<Diagnostic> findings) {
        return findings.stream().map(ReasonViews::of).toList();
    }

    private static Map<String, Object> of(Diagnostic found) {
        Map<String, Object> reason = new LinkedHashMap<>();
        reason.put("code", found.code().toString());
        reason.put("severity", found.severity().name().toLowerCase(Locale.ROOT));
        reason.put("message", found.message());
        reason.put("file", found.place().span().file());
        reason.put("line", (long) found.place().span().line());
        reason.put("column", (long) found.place().span().column());
        if (found.help() != null) {
            reason.put("help", found.help());
        }
        return reason;
    }
}
