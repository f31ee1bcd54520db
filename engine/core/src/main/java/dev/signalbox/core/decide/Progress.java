package dev.signalbox.core.decide;

import dev.signalbox.core.run.Failure;

/** How far a step or a state has come. */
public sealed interface Progress {
    /** Somebody else has to do something. */
    record Waiting() implements Progress {}

    /** It gave this. */
    record Succeeded(Object result) implements Progress {}

    record Failed(Failure failure) implements Progress {}

    /** It lost beside others. */
    record Dropped() implements Progress {}

    Progress WAITING = new Waiting();
    Progress DROPPED = new Dropped();
}
