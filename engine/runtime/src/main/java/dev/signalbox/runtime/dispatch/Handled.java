package dev.signalbox.runtime.dispatch;

import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;

/** What became of a command. */
public sealed interface Handled {
    /** For a count by outcome. */
    default String word() {
        return switch (this) {
            case Done done -> "done";
            case Refused refused -> "refused";
            case NoSuchRun none -> "no_such_run";
            case KeyTaken taken -> "key_taken";
            case StartedBefore before -> "started_before";
            case Stale stale -> "stale";
        };
    }

    /** It is durable; the run after it. */
    record Done(Run run) implements Handled {}

    /** Nothing changed. */
    record Refused(Decision.Rejected why) implements Handled {}

    /** There is no such run. */
    record NoSuchRun(RunId run) implements Handled {}

    /** An effect's leaving or result whose claim is lost: another engine has it, under {@code number}. Nothing changed. */
    record Stale(long number) implements Handled {}

    /** A start: a run of that flow and key is open. */
    record KeyTaken(RunId open) implements Handled {}

    /** A start: the start key gave that run before, or a run of that id is there. */
    record StartedBefore(RunId run) implements Handled {}
}
