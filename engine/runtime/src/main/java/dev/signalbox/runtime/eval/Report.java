package dev.signalbox.runtime.eval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation in figures: the baseline's and each variant's, over everything and in each place of the flow. Pure.
 *
 * @param places where questions were asked, in the order of the baseline
 */
public record Report(List<String> places, Column baseline, List<Column> variants) {

    /**
     * One column.
     *
     * @param name what a reader knows it by
     * @param models who replied, by their names in the workspace
     * @param total over everything, {@code places} over each place
     * @param changes the answers that are not the baseline's, in the order of the baseline; empty for the baseline itself
     */
    public record Column(String name, Set<String> models, Cell total, Map<String, Cell> places, List<Change> changes) {}

    /**
     * The figures of a set of answers.
     *
     * @param agreement null for the baseline
     * @param confusion null where the answers pick nothing, for the baseline, and over everything
     */
    public record Cell(
            Measures measures,
            @Nullable Agreement agreement,
            @Nullable Confusion confusion) {}

    /**
     * An answer that is not what it was: another value, or one where there was none or the other way round.
     *
     * @param differences where two values differ; empty where one is missing
     */
    public record Change(Compared compared, Answer answer, List<Likeness.Difference> differences) {}

    /** @param variants by name; each over the same questions in the same order */
    public static Report of(String baseline, Map<String, List<Compared>> variants, Likeness likeness) {
        List<Compared> all = variants.values().iterator().next();
        Set<String> places = new LinkedHashSet<>();
        all.forEach(one -> places.add(one.place()));
        List<Column> columns = new ArrayList<>();
        variants.forEach((name, compared) -> columns.add(column(name, compared, places, likeness)));
        return new Report(List.copyOf(places), base(baseline, all, places), columns);
    }

    private static Column base(String name, List<Compared> all, Set<String> places) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        for (String place : places) {
            cells.put(place, baseline(all, one -> one.place().equals(place)));
        }
        Set<String> models = new LinkedHashSet<>();
        all.forEach(one -> models.add(one.baseline().model()));
        models.remove("");
        return new Column(name, models, baseline(all, one -> true), cells, List.of());
    }

    private static Cell baseline(List<Compared> all, Predicate<Compared> which) {
        return new Cell(
                Measures.of(all.stream().filter(which).map(Compared::baseline).toList()), null, null);
    }

    private static Column column(String name, List<Compared> all, Set<String> places, Likeness likeness) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        for (String place : places) {
            List<Compared> there =
                    all.stream().filter(one -> one.place().equals(place)).toList();
            cells.put(place, cell(there, likeness, Confusion.of(there)));
        }
        Set<String> models = new LinkedHashSet<>();
        List<Change> changes = new ArrayList<>();
        for (Compared one : all) {
            Answer answer = one.answer();
            if (answer != null) {
                models.add(answer.model());
                Change change = change(one, answer, likeness);
                if (change != null) {
                    changes.add(change);
                }
            }
        }
        models.remove("");
        return new Column(name, models, cell(all, likeness, null), cells, changes);
    }

    private static Cell cell(List<Compared> all, Likeness likeness, @Nullable Confusion confusion) {
        List<@Nullable Answer> answers = new ArrayList<>();
        all.forEach(one -> answers.add(one.answer()));
        return new Cell(Measures.of(answers), Agreement.of(all, likeness), confusion);
    }

    private static @Nullable Change change(Compared one, Answer answer, Likeness likeness) {
        Object before = one.baseline().value();
        Object after = answer.value();
        if (!answer.counts() || (before == null && after == null)) {
            return null;
        }
        if (before == null || after == null) {
            return new Change(one, answer, List.of());
        }
        return likeness.same(before, after) ? null : new Change(one, answer, likeness.differences(before, after));
    }
}
