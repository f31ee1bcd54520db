package dev.signalbox.runtime.action;

import org.jspecify.annotations.Nullable;

/**
 * An action written in Java, found through {@link java.util.ServiceLoader} by its name, or given to the builder.
 *
 * @param <A> the arguments, a record whose components are the fields of {@code args}
 * @param <R> what it answers: a record, a list, a map, a string, a number, a boolean
 */
public interface SignalboxAction<A, R> {
    /** What {@code java:} names in a flow. */
    String name();

    Class<A> arguments();

    /** The type of its answer, where the class does not say it by implementing this interface with types; null then. */
    default @Nullable Class<?> returns() {
        return null;
    }

    /**
     * Does it, once. Runs on a virtual thread, interrupted when its time is up. {@link ActionException} fails with a code
     * of its own; anything else thrown is {@code action.error}.
     *
     * @param call what this call is; its key is the same for every try
     */
    R call(A arguments, ActionContext call) throws Exception;
}
