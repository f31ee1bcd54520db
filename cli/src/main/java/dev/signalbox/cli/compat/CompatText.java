package dev.signalbox.cli.compat;

import dev.signalbox.core.move.Verdict;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.value.CanonicalJson;
import dev.signalbox.runtime.review.Judged;
import dev.signalbox.runtime.view.ReasonViews;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a comparison found, for a person and as JSON. */
final class CompatText {
    private CompatText() {}

    /** A line for each verdict, the reasons below it. */
    static List<String> lines(List<Judged> all) {
        int state = all.stream().mapToInt(one -> name(one).length()).max().orElse(0);
        int standing =
                all.stream().mapToInt(one -> one.standing().length()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (Judged one : all) {
            lines.add(padded(name(one), state) + "  " + padded(one.standing(), standing) + "  "
                    + one.verdict().text());
            for (Diagnostic reason : one.reasons()) {
                lines.add("  " + reason.code() + " " + reason.message() + " ("
                        + reason.place().span().file() + ":"
                        + reason.place().span().line() + ")");
                if (reason.help() != null) {
                    lines.add("       " + reason.help());
                }
            }
        }
        return lines;
    }

    private static String name(Judged one) {
        return one.run() == null ? one.state() : one.run() + " in " + one.state();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    /** How many could move. */
    static String summary(List<Judged> all, String what) {
        return all.size() + " " + what + ": " + count(all, Verdict.YES) + " could move, "
                + count(all, Verdict.WITH_A_MAPPING) + " with a mapping, " + count(all, Verdict.NO) + " not";
    }

    static long count(List<Judged> all, Verdict verdict) {
        return all.stream().filter(one -> one.verdict() == verdict).count();
    }

    /** One object. */
    static String json(String flow, List<Judged> states, List<Judged> runs) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", 1L);
        json.put("flow", flow);
        json.put("states", states.stream().map(CompatText::json).toList());
        json.put("runs", runs.stream().map(CompatText::json).toList());
        List<Judged> counted = runs.isEmpty() ? states : runs;
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("yes", count(counted, Verdict.YES));
        summary.put("with_a_mapping", count(counted, Verdict.WITH_A_MAPPING));
        summary.put("no", count(counted, Verdict.NO));
        json.put("summary", summary);
        return CanonicalJson.write(json);
    }

    private static Map<String, Object> json(Judged one) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (one.run() != null) {
            json.put("run", one.run());
        }
        json.put("state", one.state());
        json.put("standing", one.standing());
        json.put("verdict", one.verdict().text());
        json.put("reasons", ReasonViews.of(one.reasons()));
        return json;
    }
}
