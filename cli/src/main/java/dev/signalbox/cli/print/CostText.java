package dev.signalbox.cli.print;

import dev.signalbox.dsl.check.Costs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one run of each flow may use, as tables for people. */
public final class CostText {
    private static final String NONE = "-";

    private CostText() {}

    public static String of(List<Costs> all) {
        return all.stream().map(CostText::of).collect(Collectors.joining("\n"));
    }

    private static String of(Costs costs) {
        StringBuilder text = new StringBuilder("`" + costs.flow() + "`: what one run may use\n");
        table(
                text,
                List.of(
                        List.of("", "at least", "at most", "limit"),
                        row("steps", costs.steps(), false),
                        row("model calls", costs.calls(), false),
                        row("tokens", costs.tokens(), false),
                        row("cost in USD", costs.usd(), true)));
        if (!costs.states().isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("asks a model", "line", "model", "times", "calls", "question", "reply", "tokens", "USD"));
            for (Costs.Asking asking : costs.states()) {
                rows.add(List.of(
                        asking.state().value(),
                        String.valueOf(asking.place().span().line()),
                        asking.model().value(),
                        whole(asking.entries()),
                        whole(asking.calls()),
                        whole(asking.question()),
                        whole(asking.reply()),
                        whole(asking.tokens()),
                        asking.usd() == null ? NONE : money(asking.usd())));
            }
            text.append('\n');
            table(text, rows);
        }
        text.append('\n');
        notes(costs).forEach(note -> text.append("  ").append(note).append('\n'));
        return text.toString();
    }

    private static List<String> notes(Costs costs) {
        List<String> notes = new ArrayList<>();
        if (!costs.bounded()) {
            notes.add("A circle is ended by `in_a_row` alone: nothing but the limits bounds the whole.");
        }
        if (over(costs.steps()) || over(costs.calls()) || over(costs.tokens()) || over(costs.usd())) {
            notes.add("What is more than its limit is not spent: the run goes where `limit` leads before it is.");
        }
        if (!costs.states().isEmpty()) {
            notes.add("Tokens and USD of one time hold every repair, a full context and the longest replies;"
                    + " fallbacks, lost replies and summaries come on top.");
        }
        if (!costs.children().isEmpty()) {
            notes.add("Child runs come on top, within what this run's limits leave: "
                    + costs.children().stream().map(child -> "`" + child + "`").collect(Collectors.joining(", "))
                    + ".");
        }
        return notes;
    }

    private static boolean over(Costs.Amount amount) {
        return amount.most() != null && amount.limit() != null && amount.most() > amount.limit();
    }

    private static List<String> row(String name, Costs.Amount amount, boolean money) {
        return List.of(
                name, figure(amount.least(), money), figure(amount.most(), money), figure(amount.limit(), money));
    }

    private static String figure(@Nullable Double figure, boolean money) {
        return figure == null ? NONE : money ? money(figure) : whole(figure.longValue());
    }

    private static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String money(double usd) {
        return String.format(Locale.ROOT, "%.4f", usd);
    }

    /** The first column stands at the left, figures at the right. */
    private static void table(StringBuilder text, List<List<String>> rows) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder("  ");
            for (int i = 0; i < columns; i++) {
                String gap = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? row.get(i) + gap : "  " + gap + row.get(i));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }
}
