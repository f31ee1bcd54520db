package dev.signalbox.cli.command;

/** One line of what {@code doctor} found. */
record Finding(String what, Level level, String words) {
    enum Level {
        OK,
        /** Some flow may miss it, or somebody may want to know it. */
        NOTE,
        BAD
    }
}
