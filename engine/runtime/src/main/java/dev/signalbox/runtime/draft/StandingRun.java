package dev.signalbox.runtime.draft;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Memory;
import dev.signalbox.core.run.Recorded;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.api.DraftViews;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.port.RunStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A run that never was, just come into a state of a text, with the data that a trial is given.
 *
 * @param written what the trial was given
 * @param notes what was left out of it
 */
record StandingRun(Run run, State state, Map<String, Object> written, List<String> notes) {
    private static final RunId NOBODYS = new RunId("00000000-0000-7000-8000-000000000000");

    /** Refuses a state that is not there, and data that does not fit. */
    static StandingRun of(Draft draft, String state, DraftViews.Given given, RunStore store, Instant now) {
        Flow flow = draft.flow();
        State found = state.isEmpty() ? null : flow.states().get(new StateName(state));
        if (found == null) {
            throw new Problem(
                    Problem.Kind.NOT_FOUND,
                    "The flow " + flow.name() + " has no state `" + state + "`; it has "
                            + String.join(
                                    ", ",
                                    flow.states().keySet().stream()
                                            .map(StateName::value)
                                            .toList())
                            + ".");
        }
        Circumstances circumstances = Circumstances.of(draft, found.name(), given, store);
        if (circumstances == null) {
            circumstances = new Circumstances(
                    Moment.of(flow, Map.of(), "A trial without data, whose input is empty"), Map.of(), List.of());
        }
        Moment moment = circumstances.moment();
        boolean dated = circumstances.written().containsKey("now");
        Run run = standing(draft, found, moment, dated ? moment.now() : now);
        return new StandingRun(run, found, circumstances.written(), circumstances.notes());
    }

    /** A root that every moment has. */
    private static Object there(Moment moment, String root) {
        return Objects.requireNonNull(moment.root(root), root);
    }

    private static Run standing(Draft draft, State state, Moment moment, Instant at) {
        Flow flow = draft.flow();
        Map<String, Object> facts = Json.object(there(moment, "run"));
        Map<DataName, Object> data = new LinkedHashMap<>();
        flow.data().keySet().forEach(name -> {
            Object value = moment.root(name.value());
            if (value != null) {
                data.put(name, value);
            }
        });
        String key = String.valueOf(facts.get("key"));
        Run run = Evolver.evolve(
                null,
                new Event.RunStarted(
                        at,
                        NOBODYS,
                        draft.bundle(),
                        flow.name(),
                        flow.version(),
                        key.isEmpty() ? null : key,
                        Json.object(there(moment, "input")),
                        data,
                        String.valueOf(facts.get("started_by")),
                        null,
                        flow.limits()));
        run = Evolver.evolve(run, new Event.StateEntered(at, state.name(), 1));
        for (DataDecl declared : flow.data().values()) {
            Object value = data.get(declared.name());
            if (declared.fetch() != null && value != null) {
                StepId step =
                        new StepId(NOBODYS, state.name(), 1, declared.name().value());
                run = Evolver.evolve(run, new Event.DataFetched(at, step, declared.name(), value));
            }
        }
        return run.with(remembered(run.memory(), moment));
    }

    private static Memory remembered(Memory memory, Moment moment) {
        Memory all = memory;
        for (Recorded event : moment.history()) {
            all = all.recorded(event);
        }
        if (moment.root("error") instanceof Map<?, ?> error) {
            all = all.failed(Json.object(error));
        }
        if (moment.root("decision") instanceof Map<?, ?> decision) {
            all = all.decided(Json.object(decision));
        }
        return all;
    }
}
