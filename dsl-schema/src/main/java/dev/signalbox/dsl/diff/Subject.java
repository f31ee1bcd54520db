package dev.signalbox.dsl.diff;

import java.util.Locale;

/** What a change is about, by the name it has now, or had where it is gone. */
public record Subject(Sort sort, String name) {
    public enum Sort {
        FLOW,
        INPUT,
        OUTPUT,
        DATA,
        ACTION,
        EVENT,
        TRIGGER,
        LIMITS,
        ROUTES,
        STATE,
        MODEL,
        WORKSPACE;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** For people: {@code state pay_refund}; the name alone says it of a flow's own parts. */
    public String words() {
        return switch (sort) {
            case FLOW, INPUT, OUTPUT, LIMITS, ROUTES, WORKSPACE -> name;
            case DATA, ACTION, EVENT, TRIGGER, STATE, MODEL -> sort.id() + " " + name;
        };
    }
}
