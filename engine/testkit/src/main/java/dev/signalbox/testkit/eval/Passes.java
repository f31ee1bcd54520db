package dev.signalbox.testkit.eval;

import java.util.List;

/**
 * Which tests pass with a variant's answers.
 *
 * @param passed of the {@code of} that were played
 * @param failed the others, in the order of the files
 */
public record Passes(int passed, int of, List<Failed> failed) {
    public Passes {
        failed = List.copyOf(failed);
    }

    /** @param why what the test says is wrong first */
    public record Failed(String test, String why) {}
}
