package dev.signalbox.runtime.trigger;

import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Trigger;
import dev.signalbox.runtime.port.TriggerLedger.TriggerId;

/** A trigger of a flow that is fit to run, by the name it has in that flow. */
record KnownTrigger(String name, Trigger trigger, CheckedFlow checked) {
    FlowName flow() {
        return checked.flow().name();
    }

    TriggerId id() {
        return new TriggerId(flow(), name);
    }

    /** Who starts its runs. */
    String starter() {
        return "trigger:" + name;
    }

    /** What makes a start key of a delivery's id, a tick or an event: no key that a caller may send looks like it. */
    String startKey(String what) {
        return "trigger " + id() + " " + what;
    }
}
