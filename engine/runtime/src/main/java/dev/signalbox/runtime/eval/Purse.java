package dev.signalbox.runtime.eval;

import org.jspecify.annotations.Nullable;

/** What an evaluation may spend. A call's worst case is taken before it is made and what it came to settled after it. Safe to share. */
final class Purse {
    private final @Nullable Double most;
    private double spent;
    private double reserved;

    /** @param most USD; null for no bound */
    Purse(@Nullable Double most) {
        this.most = most;
    }

    /** False when the worst case would go over the bound: the call is not to be made. */
    synchronized boolean reserve(double worst) {
        if (most != null && spent + reserved + worst > most) {
            return false;
        }
        reserved += worst;
        return true;
    }

    synchronized void settle(double worst, double came) {
        reserved -= worst;
        spent += came;
    }

    synchronized double spent() {
        return spent;
    }
}
