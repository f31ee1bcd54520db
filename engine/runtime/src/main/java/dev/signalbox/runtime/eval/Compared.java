package dev.signalbox.runtime.eval;

import dev.signalbox.core.id.StepId;
import org.jspecify.annotations.Nullable;

/**
 * One question's two answers.
 *
 * @param subject the run it is of, or the test
 * @param schema what the baseline's answer had to be
 * @param baseline what came of it then, or what the test's script says
 * @param answer what came of it now; null where it was not asked any more
 * @param hidden neither answer may be shown
 */
public record Compared(
        String subject,
        StepId step,
        Object schema,
        Answer baseline,
        @Nullable Answer answer,
        boolean hidden) {

    /** Where in the flow it was asked: the state, and in a {@code parallel} its branch. The items of an {@code each} are one place. */
    public String place() {
        String slot = step.slot();
        boolean branch = !slot.isEmpty() && !Character.isDigit(slot.charAt(0));
        return branch ? step.state() + "/" + slot : step.state().value();
    }
}
