package dev.signalbox.core.move;

import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.StateName;
import java.util.List;
import java.util.Map;

/**
 * What of a run changes as it moves.
 *
 * @param state where it stands in the new file, in the visit of that number
 * @param anew nothing of what the state did before counts: it is entered
 * @param again the slots of steps that begin anew
 * @param states by which name visits and failures in a row of an old state count from now on
 * @param renamed names of data that change, {@code gone} those that the run loses
 * @param data values that the new schemas coerce to something else
 * @param given values of the mapping, and the new file's defaults
 */
public record Transfer(
        StateName state,
        int visit,
        boolean anew,
        List<String> again,
        Map<StateName, StateName> states,
        Map<DataName, DataName> renamed,
        List<DataName> gone,
        Map<DataName, Object> data,
        Map<DataName, Object> given,
        Map<String, Object> input,
        Limits limits) {}
