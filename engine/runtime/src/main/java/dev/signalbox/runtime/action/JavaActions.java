package dev.signalbox.runtime.action;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.effect.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Actions written in Java: those given to the builder, and behind them those that {@link ServiceLoader} finds. Arguments
 * become the action's record and its answer becomes JSON values through Jackson. A try that runs out of time is
 * interrupted; whether it did anything then is unknown unless it may be repeated.
 */
public final class JavaActions {
    private final Map<String, SignalboxAction<?, ?>> actions;

    private JavaActions(Map<String, SignalboxAction<?, ?>> actions) {
        this.actions = Map.copyOf(actions);
    }

    /** With one more, which nobody else may be named as. */
    public JavaActions with(SignalboxAction<?, ?> action) {
        Map<String, SignalboxAction<?, ?>> more = new LinkedHashMap<>(actions);
        more.put(action.name(), action);
        return new JavaActions(more);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** An action as a function of its record. */
    @FunctionalInterface
    public interface Body<A, R> {
        R call(A arguments) throws Exception;
    }

    /** Collects actions; a name given twice is refused. */
    public static final class Builder {
        private final List<SignalboxAction<?, ?>> given = new ArrayList<>();
        private boolean discover;

        private Builder() {}

        public Builder add(SignalboxAction<?, ?> action) {
            given.add(action);
            return this;
        }

        /** A function under a name, typed by the record of its arguments. */
        public <A, R> Builder add(String name, Class<A> arguments, Body<A, R> body) {
            return add(new Function<>(name, arguments, body));
        }

        /** Also takes what {@link ServiceLoader} finds; a name given by hand goes before. */
        public Builder discover() {
            discover = true;
            return this;
        }

        public JavaActions build() {
            Map<String, SignalboxAction<?, ?>> all = new LinkedHashMap<>();
            for (SignalboxAction<?, ?> action : given) {
                if (all.putIfAbsent(action.name(), action) != null) {
                    throw new IllegalArgumentException("two actions are named " + action.name());
                }
            }
            if (discover) {
                for (SignalboxAction<?, ?> action : ServiceLoader.load(SignalboxAction.class)) {
                    all.putIfAbsent(action.name(), action);
                }
            }
            return new JavaActions(all);
        }
    }

    private record Function<A, R>(String name, Class<A> arguments, Body<A, R> body) implements SignalboxAction<A, R> {
        @Override
        public R call(A arguments, ActionContext call) throws Exception {
            return body.call(arguments);
        }
    }

    ActionOutcome call(Effect.ActionCall call, String name) throws InterruptedException {
        SignalboxAction<?, ?> action = actions.get(name);
        if (action == null) {
            String known = actions.isEmpty() ? "none" : String.join(", ", new TreeSet<>(actions.keySet()));
            return failed(
                    "value",
                    "No Java action is named " + name + ". Known: " + known
                            + ". Add its jar to the class path, or give it to Signalbox.builder().");
        }
        return run(call, action);
    }

    private static <A> ActionOutcome run(Effect.ActionCall call, SignalboxAction<A, ?> action)
            throws InterruptedException {
        A arguments;
        try {
            arguments = Values.MAPPER.convertValue(Values.plain(call.args()), action.arguments());
        } catch (JacksonException e) {
            return failed("value", "The arguments do not fit " + action.name() + ": " + e.getOriginalMessage());
        }
        ActionContext context =
                new ActionContext(call.step().run().value(), call.step().state().value(), call.attempt(), call.key());
        Duration timeout = call.timeout() == null ? HttpActions.DEFAULT_TIMEOUT : call.timeout();
        Bound bound = new Bound(Thread.currentThread());
        Deadlines.Deadline deadline = Deadlines.after(timeout, bound::end);
        try {
            return answered(action.call(arguments, context));
        } catch (ActionException e) {
            return failed("action." + e.code(), e.sentence());
        } catch (InterruptedException e) {
            if (!bound.late()) {
                throw e;
            }
            return outOfTime(call, action.name(), timeout);
        } catch (Exception e) {
            return bound.late()
                    ? outOfTime(call, action.name(), timeout)
                    : failed("action.error", action.name() + " failed: " + why(e));
        } finally {
            deadline.cancel();
            bound.done();
        }
    }

    /** Interrupts a call when its time is up, and never what the thread does after it. */
    private static final class Bound {
        private final Thread caller;
        private boolean late;
        private boolean done;

        Bound(Thread caller) {
            this.caller = caller;
        }

        synchronized void end() {
            if (!done) {
                late = true;
                caller.interrupt();
            }
        }

        synchronized boolean late() {
            return late;
        }

        synchronized void done() {
            done = true;
            if (late) {
                Thread.interrupted();
            }
        }
    }

    private static ActionOutcome answered(@Nullable Object answer) {
        try {
            Object result = Values.of(answer);
            return new ActionOutcome.Answered(result, Map.of("body", result));
        } catch (JacksonException e) {
            return failed("value", "The answer cannot be written as JSON: " + e.getMessage());
        }
    }

    private static ActionOutcome outOfTime(Effect.ActionCall call, String name, Duration timeout) {
        String message = name + " did not answer within " + HttpActions.seconds(timeout) + ".";
        return HttpActions.mayNotRepeat(call)
                ? new ActionOutcome.Unknown("timeout", message)
                : failed("timeout", message);
    }

    private static String why(Exception e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }

    private static ActionOutcome failed(String kind, String message) {
        return new ActionOutcome.Failed(kind, message, null, null);
    }
}
