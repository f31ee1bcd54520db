package dev.signalbox.runtime.action;

import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one Java action that every engine has: {@code java: signalbox.emit} tells an event from inside a run, to the runs that
 * wait for it and to the triggers that listen to it. The call's key is the event's id, so that it counts once however often
 * the call is made. That nobody takes it is no failure; {@code action.too_deep} is one: runs had started each other by events
 * too often in a row.
 */
public final class Emit implements SignalboxAction<Emit.Event, Map<String, Object>> {
    public static final String NAME = "signalbox.emit";

    private static final Duration AGAIN = Duration.ofMillis(250);

    private final Deliverer deliverer;

    /** @param key which waiting runs are meant; null where it is for triggers alone */
    public record Event(
            String event, @Nullable String key, @Nullable Object payload) {}

    /** Brings the event to whom it concerns. */
    @FunctionalInterface
    public interface Deliverer {
        /** @param run the run that tells it */
        Views.EventReceipt deliver(Views.EventRequest event, String run);
    }

    public Emit(Deliverer deliverer) {
        this.deliverer = deliverer;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Event> arguments() {
        return Event.class;
    }

    @Override
    public Map<String, Object> call(Event arguments, ActionContext call) throws Exception {
        Object payload = arguments.payload() == null ? null : Values.of(arguments.payload());
        Views.EventRequest event =
                new Views.EventRequest(arguments.event(), arguments.key(), "emit " + call.key(), payload);
        while (true) {
            try {
                Views.EventReceipt receipt = deliverer.deliver(event, call.run());
                return Map.of(
                        "id", receipt.id(),
                        "runs", receipt.runs(),
                        "started", receipt.started(),
                        "problems", receipt.problems());
            } catch (Problem problem) {
                if (problem.kind() != Problem.Kind.UNAVAILABLE) {
                    String code = problem.kind() == Problem.Kind.CONFLICT ? "too_deep" : "refused";
                    throw new ActionException(code, String.valueOf(problem.getMessage()));
                }
                // A start that has to wait is waited for; who stops the engine interrupts this, and it is done again.
                Thread.sleep(AGAIN);
            }
        }
    }
}
