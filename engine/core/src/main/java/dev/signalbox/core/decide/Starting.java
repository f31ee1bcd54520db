package dev.signalbox.core.decide;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision.Reason;
import dev.signalbox.core.decide.Decision.Rejected;
import dev.signalbox.core.event.Event;
import dev.signalbox.dsl.expr.EvalException;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.value.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Begins a run: the input is fitted, the key computed, the first state entered. */
final class Starting {
    private Starting() {}

    static @Nullable Rejected start(Turn turn, Command.StartRun start) {
        Flow flow = turn.flow();
        Map<String, Object> input;
        switch (flow.input().fit(start.input())) {
            case Schema.Fit.Misfit misfit -> {
                return new Rejected(
                        Reason.INVALID,
                        "the input does not fit " + flow.name() + ": " + Values.words(misfit.problems()),
                        Map.of(
                                "problems",
                                misfit.problems().stream().map(Values::words).toList()));
            }
            case Schema.Fit.Fits fits -> input = Json.object(fits.value());
        }
        String key;
        try {
            key = start.key() != null ? start.key() : key(turn, flow.key(), input);
        } catch (EvalException e) {
            return Decider.rejected(Reason.INVALID, "the run's key cannot be made of this input: " + e.getMessage());
        }
        turn.emit(new Event.RunStarted(
                turn.now(),
                start.run(),
                start.bundle(),
                flow.name(),
                flow.version(),
                key,
                input,
                defaults(flow),
                start.startedBy(),
                start.parent(),
                Budgets.within(flow.limits(), start.remainder())));
        Entering.enter(turn, flow.start());
        return null;
    }

    private static @Nullable String key(Turn turn, @Nullable Template key, Map<String, Object> input)
            throws EvalException {
        if (key == null) {
            return null;
        }
        Scope scope = root -> root.equals("input") ? input : null;
        return turn.checked().text(key, scope);
    }

    private static Map<DataName, Object> defaults(Flow flow) {
        Map<DataName, Object> defaults = new LinkedHashMap<>();
        for (DataDecl data : flow.data().values()) {
            Object initial = data.initial();
            if (initial != null) {
                defaults.put(data.name(), initial);
            }
        }
        return defaults;
    }
}
