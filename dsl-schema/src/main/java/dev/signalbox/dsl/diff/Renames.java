package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.model.StateName;
import java.util.Map;

/** What the new version calls by another name, by the old one. What is not in it kept its name, or is gone. */
record Renames(
        Map<StateName, StateName> states,
        Map<DataName, DataName> data,
        Map<ActionName, ActionName> actions,
        Map<EventName, EventName> events) {
    static final Renames NONE = new Renames(Map.of(), Map.of(), Map.of(), Map.of());

    StateName of(StateName state) {
        return states.getOrDefault(state, state);
    }

    DataName of(DataName name) {
        return data.getOrDefault(name, name);
    }

    ActionName of(ActionName action) {
        return actions.getOrDefault(action, action);
    }

    EventName of(EventName event) {
        return events.getOrDefault(event, event);
    }

    /** A name at the front of a path: where it is one of data, by its new name. */
    String root(String name) {
        for (Map.Entry<DataName, DataName> renamed : data.entrySet()) {
            if (renamed.getKey().value().equals(name)) {
                return renamed.getValue().value();
            }
        }
        return name;
    }

    String state(String name) {
        for (Map.Entry<StateName, StateName> renamed : states.entrySet()) {
            if (renamed.getKey().value().equals(name)) {
                return renamed.getValue().value();
            }
        }
        return name;
    }
}
