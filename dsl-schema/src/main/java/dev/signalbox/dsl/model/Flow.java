package dev.signalbox.dsl.model;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.type.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One flow file, every key of it. Maps keep the order of the file.
 *
 * @param input what a run is started with; an empty object schema when the file has none
 * @param output what {@code end: succeeded} must deliver; null when the flow delivers nothing
 * @param actions the flow's own and, behind them, those of the workspace that it names
 * @param key how events and people find the run; null when runs have no key
 * @param limits the file's own limits over the workspace's defaults
 * @param day the limits of a day of all its runs together; null where the file has none
 * @param otherwise routes for every state that names none of its own
 * @param expressions every expression of the file, the n-th having id n
 */
public record Flow(
        FlowName name,
        String version,
        @Nullable String title,
        @Nullable String description,
        @Nullable String owner,
        Map<String, Schema> types,
        Schema input,
        @Nullable Schema output,
        Map<DataName, DataDecl> data,
        Map<ActionName, Action> actions,
        Map<EventName, EventDecl> events,
        @Nullable Template key,
        Limits limits,
        @Nullable DayLimits day,
        Map<String, Route> otherwise,
        List<Trigger> triggers,
        StateName start,
        Place startPlace,
        Map<StateName, State> states,
        List<Expr> expressions,
        Place place) {

    /** The state of that name. */
    public State state(StateName state) {
        State found = states.get(state);
        if (found == null) {
            throw new IllegalArgumentException("no state " + state + " in flow " + name);
        }
        return found;
    }
}
