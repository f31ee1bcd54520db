package dev.signalbox.core.decide.verb;

import dev.signalbox.core.decide.Fetches;
import dev.signalbox.core.decide.Plans;
import dev.signalbox.core.decide.Progress;
import dev.signalbox.core.decide.Turn;
import dev.signalbox.core.run.Step;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.model.verb.BranchVerb;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.EndVerb;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.model.verb.SetVerb;
import dev.signalbox.dsl.model.verb.Verb;
import dev.signalbox.dsl.model.verb.WaitVerb;
import dev.signalbox.dsl.value.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Takes the state that the run is in on by its verb. */
public final class States {
    private static final Progress NOTHING_TO_WAIT_FOR = new Progress.Succeeded(Json.NULL);

    private States() {}

    /** Does all that can be done now. A pure state has nothing to do here: its values are set as it completes. */
    public static Progress advance(Turn turn) {
        Verb verb = turn.state().verb();
        if (readsFetchedData(turn, verb)) {
            @Nullable Progress fetch = Fetches.phase(turn);
            if (fetch != null) {
                return fetch;
            }
        }
        return switch (verb) {
            case SetVerb set -> NOTHING_TO_WAIT_FOR;
            case CallVerb call -> Steps.advance(turn, Plans.main(turn, call));
            case LlmVerb llm -> Steps.advance(turn, Plans.main(turn, llm));
            case AskVerb ask -> AskState.advance(turn, ask);
            case WaitVerb wait -> WaitState.advance(turn, wait);
            case ParallelVerb parallel -> ParallelState.advance(turn, parallel);
            case EachVerb each -> EachState.advance(turn, each);
            case FlowVerb flow -> Steps.advance(turn, Plans.main(turn, flow));
            case EndVerb end -> NOTHING_TO_WAIT_FOR;
            case BranchVerb branch -> NOTHING_TO_WAIT_FOR;
        };
    }

    /** Begins a wait anew, where the state is one: what has passed since then counts. */
    public static void waitSince(Turn turn, Instant since) {
        if (turn.state().verb() instanceof WaitVerb wait) {
            WaitState.begin(turn, wait, since);
        }
    }

    /** Only before the state's own step begins: what it has begun, it goes through with on the data it had. */
    private static boolean readsFetchedData(Turn turn, Verb verb) {
        boolean pure = verb instanceof SetVerb || verb instanceof EndVerb || verb instanceof BranchVerb;
        if (pure || verb instanceof WaitVerb) {
            return false;
        }
        return turn.activation().steps().values().stream()
                .allMatch(step -> step.phase() == Step.Phase.NEW
                        || Fetches.fetches(turn, step.id().slot()));
    }

    /** Whose words a state of that verb saves. */
    public static String origin(Verb verb) {
        return switch (verb) {
            case CallVerb call -> "action";
            case LlmVerb llm -> "model";
            case AskVerb ask -> "person";
            case WaitVerb wait -> "event";
            case ParallelVerb parallel ->
                parallel.branches().values().stream()
                                .anyMatch(branch -> branch.step().verb() instanceof LlmVerb)
                        ? "model"
                        : "action";
            case EachVerb each -> each.step().verb() instanceof LlmVerb ? "model" : "action";
            case FlowVerb flow -> "flow";
            case SetVerb set -> "flow";
            case EndVerb end -> "flow";
            case BranchVerb branch -> "flow";
        };
    }
}
