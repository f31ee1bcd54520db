package dev.signalbox.core.decide.verb;

import dev.signalbox.core.decide.Plans;
import dev.signalbox.core.decide.Turn;
import dev.signalbox.core.decide.ValueFailure;
import dev.signalbox.core.decide.Values;
import dev.signalbox.core.event.Event;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.verb.SetVerb;
import java.util.Map;

/** {@code set}: pure assignment, every value computed from the data as at entry. */
public final class SetState {
    private SetState() {}

    public static void assign(Turn turn, SetVerb set) throws ValueFailure {
        Map<DataName, Object> values = Values.assign(turn.checked(), set.values(), Plans.scope(turn));
        turn.emit(new Event.ValuesSet(
                turn.now(), turn.state().name(), turn.activation().visit(), values));
    }
}
