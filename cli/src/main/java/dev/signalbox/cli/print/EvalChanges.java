package dev.signalbox.cli.print;

import dev.signalbox.core.id.StepId;
import dev.signalbox.runtime.eval.Answer;
import dev.signalbox.runtime.eval.Likeness;
import dev.signalbox.runtime.eval.Report;
import dev.signalbox.runtime.view.Redaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers that are not what they were, run by run: each place with what it said and what it says now. */
public final class EvalChanges {
    private static final String ARROW = " → ";
    private static final int GAP = 2;

    /** Of what two texts have in common so much is shown where they part. */
    private static final int COMMON = 16;

    private static final int LONGEST = 100_000;
    private static final int LONGEST_WHY = 500;

    private final int width;

    private EvalChanges(int width) {
        this.width = width;
    }

    /**
     * @param subject what the answers are of: {@code run} or {@code test}
     * @param most changes of each variant
     */
    public static String of(Report report, String subject, int most, int width) {
        EvalChanges changes = new EvalChanges(width);
        StringBuilder text = new StringBuilder();
        for (Report.Column variant : report.variants()) {
            changes.variant(variant, subject, most, text);
        }
        return text.toString();
    }

    private void variant(Report.Column variant, String subject, int most, StringBuilder text) {
        List<Report.Change> all = variant.changes();
        if (all.isEmpty() || most == 0) {
            return;
        }
        line(
                text,
                "--- " + variant.name() + ": " + all.size() + (all.size() == 1 ? " answer" : " answers") + " changed");
        List<Report.Change> shown = all.subList(0, Math.min(most, all.size()));
        int margin =
                shown.stream().mapToInt(change -> place(change).length()).max().orElse(0);
        String before = "";
        for (Report.Change change : shown) {
            String of = change.compared().subject();
            if (!of.equals(before)) {
                line(text, subject + " " + of);
                before = of;
            }
            change(change, margin, text);
        }
        if (shown.size() < all.size()) {
            line(text, (all.size() - shown.size()) + " more: --changes " + all.size() + ", or --json");
        }
        text.append(System.lineSeparator());
    }

    private void change(Report.Change change, int margin, StringBuilder text) {
        String place = place(change);
        String head = "  " + place + " ".repeat(margin - place.length() + GAP);
        for (String words : words(change, width - head.length())) {
            line(text, head + words);
            head = " ".repeat(head.length());
        }
    }

    /** The state; which visit where it is not the first, and which item. */
    private static String place(Report.Change change) {
        StepId step = change.compared().step();
        boolean item = !step.slot().isEmpty() && Character.isDigit(step.slot().charAt(0));
        return change.compared().place()
                + (item ? "[" + step.slot() + "]" : "")
                + (step.visit() > 1 ? " #" + step.visit() : "");
    }

    private List<String> words(Report.Change change, int room) {
        Answer before = change.compared().baseline();
        Answer after = change.answer();
        if (before.value() == null || after.value() == null) {
            return pair("", said(before, change), said(after, change), room);
        }
        List<String> lines = new ArrayList<>();
        for (Likeness.Difference difference : change.differences()) {
            String path = difference.path().isEmpty() ? "" : difference.path() + ": ";
            if (change.compared().hidden()) {
                lines.add(path + Redaction.WORD + " differs");
            } else {
                lines.addAll(differs(path, difference.before(), difference.after(), room));
            }
        }
        return lines;
    }

    private static String said(Answer answer, Report.Change change) {
        if (answer.value() != null) {
            return change.compared().hidden() ? Redaction.WORD : Printer.brief(answer.value(), LONGEST);
        }
        String kind = answer.fate() == Answer.Fate.FAILED ? answer.kind() : "invalid";
        String why = answer.why().replaceFirst("^no reply fitted the schema: ", "");
        // The validator's words repeat what they are about.
        return change.compared().hidden()
                ? "(" + kind + ")"
                : "(" + kind + ": " + Printer.brief(why, LONGEST_WHY) + ")";
    }

    private static List<String> differs(String path, @Nullable Object before, @Nullable Object after, int room) {
        String a = before == null ? "(nothing)" : Printer.brief(before, LONGEST);
        String b = after == null ? "(nothing)" : Printer.brief(after, LONGEST);
        boolean texts = before instanceof String && after instanceof String;
        boolean narrow = path.length() + a.length() + ARROW.length() + b.length() > room;
        int common = texts && narrow ? common(a, b) - COMMON : 0;
        return common <= 1
                ? pair(path, a, b, room)
                : pair(path, "…" + a.substring(common), "…" + b.substring(common), room);
    }

    private static int common(String a, String b) {
        int same = 0;
        while (same < Math.min(a.length(), b.length()) && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        return same;
    }

    /** In one line where there is room, else the second below the first. */
    private static List<String> pair(String path, String before, String after, int room) {
        String one = path + before + ARROW + after;
        if (one.length() <= room) {
            return List.of(one);
        }
        String below = " ".repeat(Math.max(0, path.length() - 2)) + "→ ";
        return List.of(
                path + Printer.clip(before, Math.max(20, room - path.length())),
                below + Printer.clip(after, Math.max(20, room - below.length())));
    }

    private static void line(StringBuilder text, String line) {
        text.append(line.stripTrailing()).append(System.lineSeparator());
    }
}
