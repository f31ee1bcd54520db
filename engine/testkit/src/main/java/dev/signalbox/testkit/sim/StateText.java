package dev.signalbox.testkit.sim;

import dev.signalbox.core.run.Memory;
import dev.signalbox.core.run.Run;
import java.util.LinkedHashMap;
import java.util.Map;

/** A run's whole state as a text in which order shows: two runs are the same, byte for byte, when their texts are. */
public final class StateText {
    private StateText() {}

    public static String of(Run run) {
        Memory memory = run.memory();
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("origin", run.origin());
        parts.put("seq", run.seq());
        parts.put("updated_at", run.updatedAt());
        parts.put("ending", run.ending());
        parts.put("activation", String.valueOf(run.activation()));
        parts.put("data", memory.data());
        parts.put("origins", memory.origins());
        parts.put("fetched_at", memory.fetchedAt());
        parts.put("error", String.valueOf(memory.error()));
        parts.put("decision", String.valueOf(memory.decision()));
        parts.put("history", memory.history().toList());
        parts.put("summaries", memory.summaries());
        parts.put("counters", run.counters());
        parts.put("desk", run.desk());
        StringBuilder text = new StringBuilder();
        parts.forEach(
                (name, part) -> text.append(name).append(": ").append(part).append('\n'));
        return text.toString();
    }
}
