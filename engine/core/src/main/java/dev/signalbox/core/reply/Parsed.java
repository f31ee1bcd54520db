package dev.signalbox.core.reply;

import java.util.List;

/** What a model's raw text comes to. */
public sealed interface Parsed {
    /** A value that satisfies the schema, normalised. */
    record Value(Object value) implements Parsed {}

    /** Nothing in the text satisfies the schema. The problems are fit to be sent back to the model: one to {@link #MOST}. */
    record Unfit(List<String> problems) implements Parsed {
        /** More would not help anybody. */
        public static final int MOST = 10;

        public Unfit {
            problems = List.copyOf(problems);
        }
    }
}
