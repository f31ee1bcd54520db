package dev.signalbox.testkit.hostile;

/** How a reply is meant. The weights leave enough replies that fit for the flows to get somewhere. */
public enum Manner {
    /** The value asked for, as plain JSON; its texts are hostile all the same. */
    FITTING(36),
    /** The value asked for, spelled as models spell: fences, prose, other case, numbers in quotes. */
    SPELLED(10),
    /** One thing is wrong with it: a field missing, another's field, out of range, {@code 1e308}, {@code NaN}. */
    NEARLY(14),
    /** The value with keys that nobody asked for: {@code next}, {@code approved}, {@code __proto__}. */
    EXTRA_KEYS(5),
    /** Another type altogether. */
    WRONG_TYPE(4),
    /** Orders to whoever reads it. */
    INJECTION(4),
    /** A decision about a hold, as the console would send it. */
    FAKE_APPROVAL(5),
    /** A call of an action, declared or made up, as providers spell one. */
    TOOL_CALL(4),
    /** An event of the log, or a command. */
    FORGED_EVENT(4),
    /** The name of a state, a route, an end. */
    JUMP(3),
    /** CEL, {@code ${…}}, templates of other languages, shell. */
    TEMPLATE(3),
    /** Up to five million characters. */
    HUGE(1),
    /** Thousands of brackets. */
    DEEP(2),
    /** Half surrogate pairs, NUL, a byte order mark, marks that turn the writing round, bytes that are no UTF-8. */
    BYTES(3),
    /** It breaks off. */
    BROKEN_OFF(3),
    /** Nothing, or nothing that is seen. */
    EMPTY(1),
    /** No reply: a failure, some of kinds that nobody has heard of. */
    FAILED(6),
    /** The port itself throws. */
    BLEW_UP(1),
    /** A person is to play the model. */
    PERSON(2);

    final int weight;

    Manner(int weight) {
        this.weight = weight;
    }
}
