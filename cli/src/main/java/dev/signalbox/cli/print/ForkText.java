package dev.signalbox.cli.print;

import dev.signalbox.runtime.api.ForkViews;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a fork would do, as lines: what it takes from the record, what is really done again, and who is asked. */
public final class ForkText {
    private static final int ARGS = 100;

    private ForkText() {}

    public static List<String> lines(ForkViews.ForkPlan plan) {
        List<String> lines = new ArrayList<>();
        lines.add("a fork of " + plan.run() + " after event " + plan.seq()
                + (plan.state() == null ? "" : ", in " + plan.state()) + ", would be " + plan.status());
        if (plan.blocked() != null) {
            lines.add("it cannot be made just now: " + plan.blocked());
        }
        part(lines, "from the record", plan, "record");
        part(lines, "done again", plan, "again");
        if (!plan.holds().isEmpty()) {
            lines.add("asked of people");
            plan.holds()
                    .forEach(hold ->
                            lines.add("  " + place(hold.state(), hold.slot()) + "  " + Printer.line(hold.title())
                                    + (hold.by().isEmpty() ? "" : "  (" + String.join(", ", hold.by()) + ")")
                                    + later(hold.atOnce())));
        }
        if (plan.requests().isEmpty() && plan.holds().isEmpty()) {
            lines.add("nothing is asked of anybody");
        }
        return lines;
    }

    private static void part(List<String> lines, String title, ForkViews.ForkPlan plan, String from) {
        List<ForkViews.PlannedRequest> its = plan.requests().stream()
                .filter(request -> request.from().equals(from))
                .toList();
        if (its.isEmpty()) {
            return;
        }
        lines.add(title);
        its.forEach(request -> lines.add("  " + place(request.state(), request.slot()) + "  " + what(request)
                + answer(request) + later(request.atOnce())));
    }

    private static String what(ForkViews.PlannedRequest request) {
        return switch (request.kind()) {
            case "model" -> "asks " + request.what();
            case "flow" -> "starts " + request.what() + " " + Printer.brief(request.args(), ARGS);
            default ->
                "calls " + request.what() + " " + Printer.brief(request.args(), ARGS) + "  " + request.effect() + ", "
                        + String.valueOf(request.delivery()).replace('_', ' ')
                        + (request.risk().equals("high") ? ", HIGH RISK" : "");
        };
    }

    private static String answer(ForkViews.PlannedRequest request) {
        if (request.answer() == null) {
            return "";
        }
        return switch (request.answer()) {
            case "failed" -> "  (it failed)";
            case "unknown" -> "  (nobody knows whether it happened: a person is asked)";
            default -> "";
        };
    }

    private static String later(boolean atOnce) {
        return atOnce ? "" : "  (if it goes on as it did)";
    }

    private static String place(String state, @Nullable String slot) {
        return slot == null ? state : state + "/" + slot;
    }
}
