package dev.signalbox.core.command;

/** Whom a hold is given to, as they are at this moment: people are live, never pinned. */
public sealed interface Recipient {
    /** The id of the person, or the name of the group. */
    String name();

    record Person(Actor who) implements Recipient {
        @Override
        public String name() {
            return who.id();
        }
    }

    record Group(String name) implements Recipient {}
}
