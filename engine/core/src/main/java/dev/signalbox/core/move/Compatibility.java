package dev.signalbox.core.move;

import dev.signalbox.core.run.Activation;
import dev.signalbox.core.run.Ending;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Step;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.check.Known;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Related;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.Mapping;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a run of one file could stand in another, and as what. Every reason against it is found, each with a code of the
 * family P; with none that is an error, the transfer says what the move changes. Pure: who only asks and who moves get the
 * same answer. A run that has ended or is being ended is not its subject.
 *
 * @param transfer null when something stands in the way
 */
public record Compatibility(
        List<Diagnostic> findings, @Nullable Transfer transfer) {
    public Compatibility {
        findings = List.copyOf(findings);
    }

    public Verdict verdict() {
        return Verdict.of(findings);
    }

    /** Of a run that is open or stuck, as it is at that time. */
    public static Compatibility of(CheckedFlow from, CheckedFlow to, Run run, Mapping mapping, Instant now) {
        Comparison comparison = new Comparison(from, to, mapping);
        Transfer transfer = transfer(comparison, run, now);
        return new Compatibility(comparison.findings(), comparison.sound() ? transfer : null);
    }

    private static @Nullable Transfer transfer(Comparison comparison, Run run, Instant now) {
        Map<String, Object> input = SameFlow.check(comparison, run);
        Limits limits = UsedUp.check(comparison, run, now);
        DataFit.keptBack(comparison, run);
        StateName at = run.ending() instanceof Ending.Stuck stuck ? stuck.state() : run.state();
        if (at == null) {
            throw new IllegalArgumentException("run " + run.id() + " is in no state");
        }
        State was = comparison.oldState(at);
        State is = StateFit.there(comparison, at);
        DataFit.Fitted data = DataFit.check(comparison, run, was);
        if (is == null) {
            return null;
        }
        Activation activation = run.activation();
        boolean stands = activation != null && activation.state().equals(at);
        boolean anew = !stands || (run.ending() instanceof Ending.Stuck && isOther(activation, was, is));
        List<String> again = List.of();
        if (!anew && activation != null) {
            StateFit.same(comparison, was, is);
            again = UnderWay.check(comparison, run, activation, was, is);
        } else if (stands && mayHaveHappened(activation)) {
            comparison.add(
                    Code.P905,
                    is.namePlace(),
                    "A call may have happened, and a person has to say first whether it did.");
        }
        int visit = visit(comparison.mapping, run, at, is.name(), anew);
        UsedUp.visits(comparison, is, visit);
        if (comparison.sound()) {
            Known there = comparison.from.entrance().in(at);
            read(comparison, is, comparison.to.entrance().having(data.all(), there));
        }
        return new Transfer(
                is.name(),
                visit,
                anew,
                again,
                comparison.mapping.states(),
                data.renamed(),
                data.gone(),
                data.coerced(),
                data.given(),
                input,
                limits);
    }

    /** A stuck run has nothing under way: it may be let into a state that does something else. */
    private static boolean isOther(@Nullable Activation activation, State was, State is) {
        boolean kept = activation != null
                && activation.steps().values().stream()
                        .anyMatch(step -> step.phase() == Step.Phase.SUCCEEDED || step.phase() == Step.Phase.CHILD);
        return !kept && !StateFit.words(was.verb()).equals(StateFit.words(is.verb()));
    }

    private static boolean mayHaveHappened(@Nullable Activation activation) {
        return activation != null
                && activation.steps().values().stream()
                        .anyMatch(step -> step.phase() == Step.Phase.UNKNOWN
                                || (step.failure() != null
                                        && step.failure().outcome().equals("unknown")));
    }

    /**
     * A state that keeps its name is in the visit it was in. Under another name the visits of both count, so that no step has
     * the id of one that was before it.
     */
    private static int visit(Mapping mapping, Run run, StateName was, StateName is, boolean anew) {
        int visits = run.visits().getOrDefault(is, 0);
        if (was.equals(is)) {
            return anew ? visits + 1 : Math.max(1, visits);
        }
        for (Map.Entry<StateName, StateName> state : mapping.states().entrySet()) {
            if (state.getValue().equals(is) && !state.getKey().equals(is)) {
                visits += run.visits().getOrDefault(state.getKey(), 0);
            }
        }
        return anew || visits == 0 ? visits + 1 : visits;
    }

    private static void read(Comparison comparison, State is, Known known) {
        for (Diagnostic found : comparison.to.entrance().findings(is.name(), known)) {
            Span at = found.place().span();
            comparison.add(Diagnostic.of(
                            Code.P904,
                            found.place(),
                            "For a run that comes into `" + is.name() + "`: " + found.message())
                    .withHelp("Give it a value in a mapping: `data: { NAME: VALUE }`.")
                    .withRelated(List.of(new Related(at, found.code().toString()))));
        }
    }

    /**
     * Of every run that stands in that state, as far as the two files tell: what only a run's own values can tell is a
     * warning.
     */
    public static Compatibility of(
            CheckedFlow from, CheckedFlow to, StateName state, Standing standing, Mapping mapping) {
        Comparison comparison = new Comparison(from, to, mapping);
        SameFlow.check(comparison);
        DataFit.keptBack(comparison, null);
        State was = comparison.oldState(state);
        State is = StateFit.there(comparison, state);
        Map<DataName, DataName> names = DataFit.check(comparison, was);
        if (is == null) {
            standing.checkGone(comparison, was);
        } else {
            StateFit.same(comparison, was, is);
            standing.check(comparison, was, is);
            if (comparison.sound()) {
                read(
                        comparison,
                        is,
                        comparison
                                .to
                                .entrance()
                                .following(
                                        comparison.from.entrance().in(state),
                                        comparison.old(),
                                        names,
                                        DataFit.givenNames(comparison)));
            }
        }
        return new Compatibility(comparison.findings(), null);
    }
}
