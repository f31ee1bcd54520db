package dev.signalbox.testkit.sim;

import java.util.Random;

/** Whether things go wrong just now: they do with the given chances while it is on, and never once it is off. */
final class Mischief {
    private final Random random;
    private boolean on;

    Mischief(Random random, boolean on) {
        this.random = random;
        this.on = on;
    }

    /** @param percent the chance while mischief is on */
    boolean happens(int percent) {
        return on && random.nextInt(100) < percent;
    }

    boolean isOn() {
        return on;
    }

    void end() {
        on = false;
    }
}
