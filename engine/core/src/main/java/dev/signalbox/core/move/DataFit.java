package dev.signalbox.core.move;

import dev.signalbox.core.decide.RunScope;
import dev.signalbox.core.decide.Values;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.check.Known;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.expr.Assignable;
import dev.signalbox.dsl.expr.EvalException;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.type.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** P903, P909 and P911: what becomes of a run's data. */
final class DataFit {
    private final Comparison comparison;
    private final List<DataName> gone = new ArrayList<>();
    private final Map<DataName, DataName> renamed = new LinkedHashMap<>();
    private final Map<DataName, Object> coerced = new LinkedHashMap<>();
    private final Map<DataName, Object> given = new LinkedHashMap<>();
    private final Map<DataName, Object> all = new LinkedHashMap<>();

    private DataFit(Comparison comparison) {
        this.comparison = comparison;
    }

    /**
     * A run's data in the new file.
     *
     * @param all every value that it has then
     */
    record Fitted(
            List<DataName> gone,
            Map<DataName, DataName> renamed,
            Map<DataName, Object> coerced,
            Map<DataName, Object> given,
            Map<DataName, Object> all) {}

    static Fitted check(Comparison comparison, Run run, State was) {
        DataFit fit = new DataFit(comparison);
        run.data().forEach(fit::value);
        Known known = comparison
                .from
                .entrance()
                .having(run.data(), comparison.from.entrance().in(was.name()));
        comparison.mapping.given().forEach((name, template) -> fit.given(name, template, known, run));
        for (DataDecl declared : comparison.now().data().values()) {
            Object initial = declared.initial();
            if (initial != null && !fit.all.containsKey(declared.name())) {
                fit.given.put(declared.name(), initial);
                fit.all.put(declared.name(), initial);
            }
        }
        return new Fitted(fit.gone, fit.renamed, fit.coerced, fit.given, fit.all);
    }

    private void value(DataName old, Object value) {
        if (comparison.mapping.dropped().contains(old)) {
            gone.add(old);
            return;
        }
        DataName name = comparison.mapping.data(old);
        DataDecl declared = comparison.now().data().get(name);
        if (declared == null) {
            nameless(old, name, "The run has a value of `" + old + "`");
            return;
        }
        if (!name.equals(old)) {
            renamed.put(old, name);
        }
        if (all.containsKey(name)) {
            comparison.add(
                    Code.P911,
                    comparison.mapping.place(),
                    "Two values of the run would stand in `" + name + "`; say of one that it goes: `" + name + ": ~`.");
            return;
        }
        if (comparison.mapping.given().containsKey(name)) {
            return;
        }
        switch (declared.schema().fit(value)) {
            case Schema.Fit.Fits fits -> {
                all.put(name, fits.value());
                if (!fits.value().equals(value)) {
                    coerced.put(name, fits.value());
                }
            }
            case Schema.Fit.Misfit misfit ->
                misfit(declared, "The run's `" + old + "` does not fit: " + Values.words(misfit.problems()));
        }
    }

    private void given(DataName name, Template template, Known known, Run run) {
        DataDecl declared = comparison.now().data().get(name);
        List<Diagnostic> wrong = comparison.from.entrance().findings(template, known);
        wrong.forEach(found -> comparison.add(
                Diagnostic.of(Code.P911, found.place(), found.message()).withHelp(found.help())));
        if (declared == null || !wrong.isEmpty()) {
            return;
        }
        try {
            Object value = comparison.from.entrance().value(template, known, new RunScope(comparison.old(), run));
            switch (declared.schema().fit(value)) {
                case Schema.Fit.Fits fits -> {
                    given.put(name, fits.value());
                    all.put(name, fits.value());
                }
                case Schema.Fit.Misfit misfit ->
                    comparison.add(
                            Code.P911,
                            template.place(),
                            "The value of `" + name + "` does not fit: " + Values.words(misfit.problems()));
            }
        } catch (EvalException e) {
            comparison.add(Code.P911, template.place(), String.valueOf(e.getMessage()));
        }
    }

    private void nameless(DataName old, DataName name, String subject) {
        comparison.add(Diagnostic.of(
                        Code.P903, comparison.now().place(), subject + ", and the new file has no name `" + name + "`.")
                .withHelp("Say in a mapping where it goes: `data: { " + old + ": NEW }`, or `" + old
                        + ": ~` to drop it."));
    }

    private void misfit(DataDecl declared, String message) {
        comparison.add(Diagnostic.of(Code.P903, declared.place(), message)
                .withHelp("Give it a value in a mapping: `data: { " + declared.name() + ": VALUE }`."));
    }

    /** What holds of every run that stands in the state, and the names that one has in the new file by its old ones. */
    static Map<DataName, DataName> check(Comparison comparison, State was) {
        DataFit fit = new DataFit(comparison);
        Known known = comparison.from.entrance().in(was.name());
        Map<DataName, DataName> names = new LinkedHashMap<>();
        for (DataName old : Written.before(comparison.old(), was.name())) {
            if (comparison.mapping.dropped().contains(old)) {
                continue;
            }
            DataName name = comparison.mapping.data(old);
            names.put(old, name);
            if (!comparison.mapping.given().containsKey(name)) {
                fit.schemas(old, name, known);
            }
        }
        return names;
    }

    private void schemas(DataName old, DataName name, Known known) {
        DataDecl declared = comparison.now().data().get(name);
        DataDecl was = comparison.old().data().get(old);
        boolean surely = known.isPresent(old.value());
        if (declared == null) {
            nameless(old, name, "A run " + (surely ? "has" : "may have") + " a value of `" + old + "` here");
        } else if (was != null && !was.schema().equals(declared.schema())) {
            String why =
                    Assignable.whyNot(was.schema().type(), declared.schema().type());
            if (why != null) {
                misfit(declared, "The old file's `" + old + "` " + why + ".");
            } else {
                comparison.perhaps(
                        Code.P903,
                        declared.place(),
                        "The schema of `" + old + "` is another; whether a run's value fits, the run tells.");
            }
        }
    }

    /** The names that a run is given a value for as it moves: by the mapping, or as the new file's default. */
    static Set<DataName> givenNames(Comparison comparison) {
        Set<DataName> names = new LinkedHashSet<>(comparison.mapping.given().keySet());
        comparison.now().data().values().stream()
                .filter(declared -> declared.initial() != null)
                .forEach(declared -> names.add(declared.name()));
        return names;
    }

    /** P909: a name, or a state that writes one, is redacted in the old file and would not be in the new one. */
    static void keptBack(Comparison comparison, @Nullable Run run) {
        for (DataDecl declared : comparison.old().data().values()) {
            if (!declared.redact()) {
                continue;
            }
            DataName now = comparison.mapping.data(declared.name());
            if (!isRedacted(comparison, declared.name()) || !isRedacted(comparison, now)) {
                comparison.add(
                        Code.P909,
                        comparison.now().place(),
                        "`" + declared.name() + "` is kept out of prompts and logs, and the new file shows it:"
                                + " it has to keep the name, with `redact: true`, because the run's log has it.");
            }
        }
        for (State state : comparison.old().states().values()) {
            boolean visited = run == null || run.visits().containsKey(state.name());
            if (visited && writesRedacted(comparison.old(), state)) {
                State now = comparison.now().states().get(state.name());
                if (now == null || !writesRedacted(comparison.now(), now)) {
                    comparison.add(
                            Code.P909,
                            now == null ? comparison.now().place() : now.namePlace(),
                            "`" + state.name()
                                    + "` gave what is kept out of prompts and logs; what a run recorded of it"
                                    + " would show where the new file's `" + state.name() + "` gives none.");
                }
            }
        }
    }

    private static boolean isRedacted(Comparison comparison, DataName name) {
        DataDecl declared = comparison.now().data().get(name);
        return declared != null && declared.redact();
    }

    private static boolean writesRedacted(dev.signalbox.dsl.model.Flow flow, State state) {
        return Written.by(state).stream()
                .map(flow.data()::get)
                .anyMatch(declared -> declared != null && declared.redact());
    }
}
