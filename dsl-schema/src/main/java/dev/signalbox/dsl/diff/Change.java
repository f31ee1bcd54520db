package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.diagnostic.Place;
import org.jspecify.annotations.Nullable;

/**
 * One thing that means something else in the new version.
 *
 * @param before where it stood; null for what was added
 * @param after where it stands; null for what was removed
 * @param sentence what changed, for a person
 * @param texts the two texts, where the change is one of a long text; null else
 */
public record Change(
        Kind kind,
        Subject subject,
        @Nullable Place before,
        @Nullable Place after,
        String sentence,
        @Nullable Texts texts) {

    public Weight weight() {
        return kind.weight();
    }

    /** Two versions of a text that is told line by line. */
    public record Texts(String before, String after) {}
}
