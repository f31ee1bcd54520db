package dev.signalbox.cli.print;

import dev.signalbox.runtime.api.Views;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run as it is told: the line of JSON that {@code run --json} ends with, and the words for a person. */
public final class RunText {
    private static final int VALUE = 160;

    private RunText() {}

    /** The contract's object, with {@code error} beside it where there is one. */
    public static String line(Views.RunView run) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("run", run.id());
        object.put("flow", run.flow());
        object.put("status", run.status());
        if (run.key() != null) {
            object.put("key", run.key());
        }
        if (run.state() != null) {
            object.put("state", run.state());
        }
        if (run.output() != null) {
            object.put("output", run.output());
        }
        if (run.error() != null) {
            object.put("error", run.error());
        }
        object.put("data", run.data());
        object.put("holds", run.holds().stream().map(RunText::hold).toList());
        object.put("usage", usage(run.usage()));
        return Printer.json(object);
    }

    private static Map<String, Object> hold(Views.HoldView hold) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", hold.id());
        object.put("state", hold.state());
        object.put("kind", hold.kind());
        object.put("title", hold.title());
        object.put("args", hold.args());
        object.put("hash", hold.hash());
        if (hold.due() != null) {
            object.put("due", hold.due());
        }
        return object;
    }

    private static Map<String, Object> usage(Views.UsageView usage) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("llm_calls", usage.llmCalls());
        object.put("input_tokens", usage.inputTokens());
        object.put("output_tokens", usage.outputTokens());
        object.put("cost_usd", usage.costUsd());
        return object;
    }

    /** How a followed run stands, and what to type next. */
    public static List<String> outcome(Views.RunView run, String more) {
        List<String> lines = new ArrayList<>();
        switch (run.status()) {
            case "succeeded" ->
                lines.add("succeeded" + (run.output() == null ? "" : ": " + Printer.brief(run.output(), VALUE * 4)));
            case "failed" -> lines.add("failed" + because(run));
            case "cancelled" -> lines.add("cancelled" + because(run));
            case "stuck" -> {
                lines.add("stuck in " + run.state() + because(run) + "; everything is kept");
                lines.add("  try it again:  signalbox runs retry " + run.id() + more);
                lines.add("  give it up:    signalbox runs cancel " + run.id() + more);
            }
            default -> {
                lines.add(run.status() + (run.waitingFor() == null ? "" : ": " + run.waitingFor()));
                run.holds().forEach(hold -> lines.addAll(hold(hold, more)));
            }
        }
        return lines;
    }

    private static String because(Views.RunView run) {
        return run.error() == null ? "" : ": " + Printer.line(run.error());
    }

    /** What a hold asks and the commands that decide it. */
    public static List<String> hold(Views.HoldView hold, String more) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(
                Printer.line(hold.title()) + (hold.by().isEmpty() ? "" : "   (" + String.join(", ", hold.by()) + ")"));
        if (hold.action() != null) {
            lines.add("  would call  " + hold.action() + " " + Printer.brief(hold.args(), VALUE));
        }
        if (hold.question() != null) {
            lines.add("  " + hold.question().why() + "; answer in the model's place:");
            hold.question()
                    .messages()
                    .forEach(message -> lines.add(
                            "  " + message.get("role") + ": " + Printer.brief(message.get("text"), VALUE * 4)));
            lines.add("  the reply must fit " + Printer.brief(hold.form(), VALUE * 2));
        }
        hold.show().forEach(shown -> lines.add("  " + shown.label() + ": " + Printer.brief(shown.value(), VALUE)));
        if (hold.claim() != null) {
            lines.add("  claimed by " + hold.claim().by() + " until "
                    + hold.claim().until());
        }
        if (hold.due() != null) {
            lines.add("  until " + hold.due() + (hold.thenWhat() == null ? "" : ". " + hold.thenWhat()));
        }
        switch (hold.kind()) {
            case "approve" -> {
                lines.add("  signalbox runs approve " + hold.id() + more);
                lines.add("  signalbox runs reject " + hold.id() + " --note 'why not'" + more);
                hold.edit().stream()
                        .map(Views.EditableView::path)
                        .findFirst()
                        .ifPresent(path -> lines.add("  with a change: --edit " + path + "=VALUE"));
            }
            default -> {
                if (!hold.choices().isEmpty()) {
                    lines.add("  one of " + Printer.brief(hold.choices(), VALUE));
                }
                lines.add("  signalbox runs answer " + hold.id() + " VALUE" + more);
            }
        }
        return lines;
    }
}
