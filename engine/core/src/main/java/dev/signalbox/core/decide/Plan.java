package dev.signalbox.core.decide;

import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.model.Approve;
import dev.signalbox.dsl.model.Retry;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.verb.StepVerb;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A step as the file has it, wherever it stands: the state itself, a branch, an item, or fetched data.
 *
 * @param scope what the roots mean to it
 * @param fetch gets data rather than being what the state does
 */
public record Plan(
        StepId id,
        State state,
        StepVerb verb,
        @Nullable Approve approve,
        @Nullable Retry retry,
        @Nullable Duration timeout,
        Scope scope,
        boolean fetch) {}
