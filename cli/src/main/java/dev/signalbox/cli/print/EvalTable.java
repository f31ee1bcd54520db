package dev.signalbox.cli.print;

import static dev.signalbox.cli.print.EvalFigures.NONE;

import dev.signalbox.runtime.eval.Agreement;
import dev.signalbox.runtime.eval.Answer.Fate;
import dev.signalbox.runtime.eval.Confusion;
import dev.signalbox.runtime.eval.Measures;
import dev.signalbox.runtime.eval.Report;
import dev.signalbox.testkit.eval.Passes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * An evaluation as tables: one over everything and one for each place where the flow asks; the baseline and each variant a
 * column, each measure a row. What is wider than the page goes on in a table below, with the baseline again.
 */
public final class EvalTable {
    private static final String ALL = "";

    private final Report report;
    private final Map<String, Passes> passes;
    private final Set<String> unpriced;
    private final int width;

    private EvalTable(Report report, Map<String, Passes> passes, Set<String> unpriced, int width) {
        this.report = report;
        this.passes = passes;
        this.unpriced = unpriced;
        this.width = width;
    }

    /**
     * @param passes which tests pass, by variant; empty where there are none
     * @param unpriced models whose calls cost something that nobody wrote down
     * @param width the page's, in characters
     */
    public static String of(Report report, Map<String, Passes> passes, Set<String> unpriced, int width) {
        EvalTable table = new EvalTable(report, passes, unpriced, width);
        StringBuilder text = new StringBuilder();
        if (report.places().size() > 1) {
            table.section("all states", ALL, text);
        }
        report.places().forEach(place -> table.section(place, place, text));
        return text.toString();
    }

    /** What each place's answers picked, against what they were. */
    public static String confusions(Report report, int width) {
        StringBuilder text = new StringBuilder();
        for (String place : report.places()) {
            for (Report.Column variant : report.variants()) {
                Report.Cell cell = variant.places().get(place);
                if (cell != null && cell.confusion() != null) {
                    text.append("--- ")
                            .append(place)
                            .append(": ")
                            .append(report.baseline().name())
                            .append(" in rows, ")
                            .append(variant.name())
                            .append(" in columns")
                            .append(System.lineSeparator())
                            .append(confusion(cell.confusion(), width))
                            .append(System.lineSeparator())
                            .append(System.lineSeparator());
                }
            }
        }
        return text.toString();
    }

    /** Where the names of the columns do not fit, they are numbered. */
    private static String confusion(Confusion confusion, int width) {
        List<String> columns = confusion.columns();
        List<List<String>> rows = new ArrayList<>();
        for (String before : confusion.labels()) {
            List<String> row = new ArrayList<>(List.of(before));
            columns.forEach(after -> row.add(
                    confusion.count(before, after) == 0 ? NONE : String.valueOf(confusion.count(before, after))));
            if (confusion.counts().containsKey(before)) {
                rows.add(row);
            }
        }
        List<String> heads = new ArrayList<>(List.of(""));
        heads.addAll(columns);
        String table = Printer.table(heads, rows);
        if (fits(table, width)) {
            return table;
        }
        List<String> numbered = new ArrayList<>(List.of(""));
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            numbered.add("(" + (i + 1) + ")");
            key.append(System.lineSeparator())
                    .append("(")
                    .append(i + 1)
                    .append(") ")
                    .append(columns.get(i));
        }
        return Printer.table(numbered, rows) + key;
    }

    private void section(String title, String place, StringBuilder text) {
        int questions = cell(report.baseline(), place).measures().questions();
        text.append("--- ")
                .append(title)
                .append(": ")
                .append(questions)
                .append(questions == 1 ? " question" : " questions")
                .append(System.lineSeparator());
        List<Report.Column> left = report.variants();
        while (!left.isEmpty()) {
            int many = left.size();
            String table = table(left, place);
            while (many > 1 && !fits(table, width)) {
                many--;
                table = table(left.subList(0, many), place);
            }
            text.append(table).append(System.lineSeparator()).append(System.lineSeparator());
            left = left.subList(many, left.size());
        }
    }

    private static boolean fits(String table, int width) {
        return table.lines().allMatch(line -> line.length() <= width);
    }

    private static Report.Cell cell(Report.Column column, String place) {
        return place.isEmpty()
                ? column.total()
                : java.util.Objects.requireNonNull(column.places().get(place));
    }

    private String table(List<Report.Column> variants, String place) {
        List<Report.Column> columns = new ArrayList<>(List.of(report.baseline()));
        columns.addAll(variants);
        List<String> heads = new ArrayList<>(List.of(""));
        columns.forEach(column -> heads.add(column.name()));
        Rows rows = new Rows(columns, place);
        rows.row("model", column -> models(column));
        rows.measure("fits at once", measures -> of(measures, Fate.AT_ONCE));
        rows.measure("fits after repair", measures -> of(measures, Fate.REPAIRED));
        rows.measure("invalid", measures -> of(measures, Fate.INVALID));
        rows.measure("failed", measures -> of(measures, Fate.FAILED));
        for (String kind : kinds(columns, place)) {
            rows.measure("  " + kind, measures -> number(measures.failures().getOrDefault(kind, 0)));
        }
        rows.unlessNone("no reply recorded", measures -> number(measures.of(Fate.NO_REPLY)));
        rows.unlessNone("no such question", measures -> number(measures.of(Fate.NO_QUESTION)));
        rows.unlessNone("not asked", measures -> number(measures.notAsked()));
        rows.agreement("agrees", Agreement::whole);
        for (String field : place.isEmpty() ? Set.<String>of() : fields(variants, place)) {
            rows.agreement(
                    "  " + field, agreement -> agreement.fields().getOrDefault(field, new Agreement.Share(0, 0)));
        }
        if (!passes.isEmpty() && (place.isEmpty() || report.places().size() == 1)) {
            rows.row("tests that pass", this::passing);
        }
        rows.measure(
                "input tokens",
                measures -> EvalFigures.tokens(
                        measures.used().input(), measures.used().estimated()));
        rows.measure(
                "  predicted",
                measures -> EvalFigures.predicted(
                        measures.used().predicted(), measures.used().input()));
        rows.unlessNone("  cached", measures -> number(measures.used().cached()));
        rows.measure(
                "output tokens",
                measures -> EvalFigures.tokens(
                        measures.used().output(), measures.used().estimated()));
        rows.row("cost in USD", column -> usd(column, cell(column, place).measures(), false));
        rows.row("  a question", column -> usd(column, cell(column, place).measures(), true));
        rows.measure("latency p50", measures -> EvalFigures.time(measures.latency(0.5)));
        rows.measure("  p95", measures -> EvalFigures.time(measures.latency(0.95)));
        return Printer.table(heads, rows.rows);
    }

    private static final class Rows {
        private final List<Report.Column> columns;
        private final String place;
        private final List<List<String>> rows = new ArrayList<>();

        Rows(List<Report.Column> columns, String place) {
            this.columns = columns;
            this.place = place;
        }

        void row(String name, Function<Report.Column, String> cell) {
            List<String> row = new ArrayList<>(List.of(name));
            columns.forEach(column -> row.add(cell.apply(column)));
            rows.add(row);
        }

        void measure(String name, Function<Measures, String> cell) {
            row(name, column -> cell.apply(cell(column, place).measures()));
        }

        void unlessNone(String name, Function<Measures, String> cell) {
            boolean any = columns.stream()
                    .anyMatch(column ->
                            !cell.apply(cell(column, place).measures()).equals(NONE));
            if (any) {
                measure(name, cell);
            }
        }

        void agreement(String name, Function<Agreement, Agreement.Share> which) {
            row(name, column -> {
                Agreement agreement = cell(column, place).agreement();
                return agreement == null ? "" : EvalFigures.share(which.apply(agreement));
            });
        }
    }

    private static String of(Measures measures, Fate fate) {
        return EvalFigures.count(measures.of(fate), measures.asked());
    }

    private static String number(long number) {
        return number == 0 ? NONE : String.valueOf(number);
    }

    private static String models(Report.Column column) {
        return column.models().isEmpty() ? NONE : String.join(" ", column.models());
    }

    private String usd(Report.Column column, Measures measures, boolean each) {
        double usd = measures.used().usd();
        if (usd == 0 && column.models().stream().anyMatch(unpriced::contains)) {
            return "no price";
        }
        return measures.used().calls() == 0
                ? NONE
                : EvalFigures.usd(
                        each ? usd / Math.max(1, measures.asked()) : usd,
                        measures.used().estimated());
    }

    private String passing(Report.Column column) {
        Passes its = passes.get(column.name());
        return its == null ? "" : EvalFigures.share(new Agreement.Share(its.passed(), its.of()));
    }

    private static Set<String> kinds(List<Report.Column> columns, String place) {
        Set<String> kinds = new TreeSet<>();
        columns.forEach(
                column -> kinds.addAll(cell(column, place).measures().failures().keySet()));
        return kinds;
    }

    private static Set<String> fields(List<Report.Column> variants, String place) {
        Set<String> fields = new LinkedHashSet<>();
        for (Report.Column variant : variants) {
            Agreement agreement = cell(variant, place).agreement();
            if (agreement != null) {
                fields.addAll(agreement.fields().keySet());
            }
        }
        return fields;
    }
}
