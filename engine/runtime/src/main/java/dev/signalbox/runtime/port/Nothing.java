package dev.signalbox.runtime.port;

/** What {@link Telemetry#NONE} gives: one object for everything, so that an engine nobody watches makes none. */
final class Nothing {
    static final Telemetry.Watch<Object> WATCH = new Telemetry.Watch<>() {
        @Override
        public void outcome(Object outcome) {}

        @Override
        public void close() {}
    };

    static final Telemetry.Turn TURN = new Telemetry.Turn() {
        @Override
        public void begins() {}

        @Override
        public void close() {}
    };

    private Nothing() {}
}
