package dev.signalbox.cli.print;

import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.runtime.eval.Evaluation;
import dev.signalbox.runtime.eval.Report;
import dev.signalbox.runtime.eval.RunSet;
import dev.signalbox.runtime.eval.Threshold;
import dev.signalbox.testkit.eval.Passes;
import dev.signalbox.testkit.eval.TestSet;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An evaluation as one page: what was asked, the figures, the answers that changed, and which bounds are not kept. */
public final class EvalPage {
    private final List<String> lines;
    private final Map<String, Object> head;
    private final String subject;
    private final Map<String, Passes> passes;

    private EvalPage(List<String> lines, Map<String, Object> head, String subject, Map<String, Passes> passes) {
        this.lines = lines;
        this.head = head;
        this.subject = subject;
        this.passes = passes;
    }

    /** The same with which tests pass, by variant; empty for runs. */
    public EvalPage with(Map<String, Passes> its) {
        return new EvalPage(lines, head, subject, its);
    }

    /**
     * How much of it.
     *
     * @param width the page's, in characters
     * @param changes changed answers of each variant
     * @param confusion what was picked against what was picked before, too
     */
    public record Size(int width, int changes, boolean confusion) {}

    /** @param against the file that asks anew; null for the recorded words */
    public static EvalPage ofRuns(FlowName flow, RunSet set, @Nullable String against) {
        List<String> lines = new ArrayList<>();
        lines.add(flow + ": " + count(set.questions().size(), "question") + " of "
                + count(set.runs().size(), "run") + ", " + dates(set));
        lines.add(against == null ? "asked again in the recorded words" : "asked again as " + against + " asks");
        unused(set).ifPresent(lines::add);
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("flow", flow.value());
        Map<String, Object> of = new LinkedHashMap<>();
        of.put("kind", "runs");
        of.put("runs", set.runs().stream().map(row -> row.id().value()).toList());
        of.put("questions", set.questions().size());
        of.put("open", set.open());
        of.put("purged", set.purged());
        head.put("set", of);
        if (against != null) {
            head.put("against", against);
        }
        return new EvalPage(lines, head, "run", Map.of());
    }

    /** @param against the file that asks anew; null for the words that the tests give */
    public static EvalPage ofTests(FlowName flow, TestSet set, @Nullable String against) {
        List<String> lines = new ArrayList<>();
        lines.add(flow + ": " + count(set.questions().size(), "question") + " of "
                + count(set.tests().size(), "test"));
        if (against != null) {
            lines.add("asked as " + against + " asks");
        }
        if (!set.scripted().isEmpty()) {
            lines.add("not used: " + count(set.scripted().size(), "test") + " in which the script lets a model fail");
        }
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("flow", flow.value());
        Map<String, Object> of = new LinkedHashMap<>();
        of.put("kind", "tests");
        of.put("tests", set.tests().stream().map(test -> test.test().name()).toList());
        of.put("questions", set.questions().size());
        of.put("scripted_failures", set.scripted());
        of.put("broken", set.broken());
        head.put("set", of);
        if (against != null) {
            head.put("against", against);
        }
        return new EvalPage(lines, head, "test", Map.of());
    }

    /** Why there is nothing to ask. */
    public static String nothing(FlowName flow, RunSet set) {
        if (set.runs().isEmpty()) {
            return "there is no such run of " + flow + " in this store";
        }
        return count(set.runs().size(), "run") + " of " + flow + " and no answered model question in "
                + (set.runs().size() == 1 ? "it" : "them")
                + unused(set).map(words -> " (" + words + ")").orElse("");
    }

    /** Why it did not get to the end; null when it did. */
    public static @Nullable String stopped(Evaluation evaluation, @Nullable Double mostUsd) {
        Evaluation.Stop stop = evaluation.stopped();
        return switch (stop) {
            case null -> null;
            case SPENT ->
                "stopped before a call that could have gone over --max-usd "
                        + Printer.usd(mostUsd == null ? 0 : mostUsd) + "; " + Printer.usd(evaluation.spent())
                        + " USD are spent";
            case STOPPED -> "stopped; " + Printer.usd(evaluation.spent()) + " USD are spent";
        };
    }

    public Map<String, Object> json(Report report, List<Threshold> thresholds, @Nullable String stopped) {
        return EvalJson.of(head, report, passes, thresholds, stopped);
    }

    /** @param unpriced models whose calls cost something that nobody wrote down */
    public String text(Report report, List<Threshold> thresholds, Set<String> unpriced, Size size) {
        String end = System.lineSeparator();
        StringBuilder text =
                new StringBuilder(String.join(end, lines)).append(end).append(end);
        text.append(EvalTable.of(report, passes, unpriced, size.width()));
        if (size.confusion()) {
            text.append(EvalTable.confusions(report, size.width()));
        }
        passes.forEach((variant, of) -> failed(variant, of, size.width(), text));
        text.append(EvalChanges.of(report, subject, size.changes(), size.width()));
        thresholds.stream()
                .filter(threshold -> !threshold.kept())
                .forEach(threshold -> text.append(broken(threshold)).append(end));
        return text.toString();
    }

    private static void failed(String variant, Passes passes, int width, StringBuilder text) {
        if (passes.failed().isEmpty()) {
            return;
        }
        String end = System.lineSeparator();
        text.append("--- ")
                .append(variant)
                .append(": ")
                .append(passes.failed().size())
                .append(" of ")
                .append(count(passes.of(), "test"))
                .append(passes.failed().size() == 1 ? " fails" : " fail")
                .append(end);
        for (Passes.Failed test : passes.failed()) {
            text.append("test ").append(test.test()).append(end);
            Printer.wrapped(test.why(), width - 2)
                    .forEach(line -> text.append("  ").append(line).append(end));
        }
        text.append(end);
    }

    private static String broken(Threshold threshold) {
        Double found = threshold.found();
        return threshold.variant() + " "
                + switch (threshold.what()) {
                    case "agreement" -> "agrees" + share(found, threshold.bound(), "--min-agreement");
                    case "valid" -> "fits the schema" + share(found, threshold.bound(), "--min-valid");
                    default ->
                        "costs " + Printer.usd(found == null ? 0 : found) + " USD, over --max-cost "
                                + Printer.usd(threshold.bound());
                };
    }

    private static String share(@Nullable Double found, double bound, String option) {
        return found == null
                ? ": nothing was answered, so " + option + " " + EvalFigures.percent(bound) + " is not kept"
                : " in " + EvalFigures.percent(found) + ", below " + option + " " + EvalFigures.percent(bound);
    }

    private static java.util.Optional<String> unused(RunSet set) {
        List<String> parts = new ArrayList<>();
        if (set.purged() > 0) {
            parts.add(count(set.purged(), "question") + " whose words are purged");
        }
        if (set.open() > 0) {
            parts.add(count(set.open(), "question") + " without an answer yet");
        }
        return parts.isEmpty()
                ? java.util.Optional.empty()
                : java.util.Optional.of("not used: " + String.join(", ", parts));
    }

    private static String dates(RunSet set) {
        LocalDate first = LocalDate.ofInstant(set.runs().getLast().startedAt(), ZoneId.systemDefault());
        LocalDate last = LocalDate.ofInstant(set.runs().getFirst().startedAt(), ZoneId.systemDefault());
        LocalDate from = first.isBefore(last) ? first : last;
        LocalDate to = first.isBefore(last) ? last : first;
        return from.equals(to) ? "of " + from : from + " to " + to;
    }

    private static String count(int many, String what) {
        return many + " " + what + (many == 1 ? "" : "s");
    }
}
