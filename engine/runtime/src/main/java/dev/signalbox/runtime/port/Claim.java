package dev.signalbox.runtime.port;

/**
 * That an engine may carry an effect out. An effect's numbers only grow: whoever comes with an older one than the store has
 * lost the effect to another engine, and nothing of theirs counts any more.
 *
 * @param number from 1, the number an effect is born with
 */
public record Claim(EffectId effect, long number) {
    public static final long FIRST = 1;

    public Claim {
        if (number < FIRST) {
            throw new IllegalArgumentException("claims count from " + FIRST + ": " + number);
        }
    }

    /** Later than every other: of an effect that is over whoever has it. */
    public static Claim last(EffectId effect) {
        return new Claim(effect, Long.MAX_VALUE);
    }

    /** The one that an effect is born with. */
    public static Claim first(EffectId effect) {
        return new Claim(effect, FIRST);
    }
}
