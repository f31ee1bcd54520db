package dev.signalbox.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a bean that flows call: {@code java: NAME} in a flow is this one. It takes the arguments as one record (or a map), may
 * take an {@link dev.signalbox.runtime.action.ActionContext} after it, and returns what a
 * {@link dev.signalbox.runtime.action.SignalboxAction} may. A transaction around it is not the engine's: a try that is repeated
 * calls it again, with the same key. An application with any other form of it, or two of one name, does not start.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface FlowAction {
    /** What {@code java:} names. */
    String value();
}
