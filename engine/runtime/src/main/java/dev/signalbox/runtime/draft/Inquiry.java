package dev.signalbox.runtime.draft;

import dev.signalbox.core.context.ContextCompiler;
import dev.signalbox.core.context.ContextRequest;
import dev.signalbox.core.context.ContextResult;
import dev.signalbox.core.decide.verb.LlmStep;
import dev.signalbox.core.decide.verb.MediaTaken;
import dev.signalbox.core.effect.Message;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.model.verb.BranchVerb;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.EndVerb;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.model.verb.SetVerb;
import dev.signalbox.dsl.model.verb.StepVerb;
import dev.signalbox.dsl.model.verb.WaitVerb;
import dev.signalbox.runtime.api.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The question that a state would ask its model at some moment. Compiles it, as the file has it or changed; asks nobody. */
public final class Inquiry {
    private final CheckedFlow flow;
    private final State state;
    private final LlmVerb question;
    private final Moment moment;

    private Inquiry(CheckedFlow flow, State state, LlmVerb question, Moment moment) {
        this.flow = flow;
        this.state = state;
        this.question = question;
        this.moment = moment;
    }

    /**
     * Refuses a state that is not there or asks no model.
     *
     * @param named {@code STATE}, or {@code STATE/BRANCH} for a branch of a parallel
     */
    public static Inquiry of(CheckedFlow flow, String named, Moment moment) {
        State state = state(flow.flow(), named.split("/", 2)[0]);
        LlmVerb question = question(flow.flow(), named);
        List<String> items =
                question.context().load().stream().map(ContextItem::name).toList();
        for (String item : moment.summaries().keySet()) {
            if (!items.contains(item)) {
                throw new Problem(
                        Problem.Kind.INVALID,
                        moment.called() + ": summaries has '" + item + "', which " + state.name() + " does not load");
            }
        }
        return new Inquiry(flow, state, question, moment);
    }

    /** The question of a state, named as for {@link #of}. Refuses a state that is not there or asks no model. */
    static LlmVerb question(Flow flow, String named) {
        String[] parts = named.split("/", 2);
        return question(state(flow, parts[0]), parts.length > 1 ? parts[1] : null);
    }

    /** The question as the file has it. */
    public LlmVerb question() {
        return question;
    }

    /**
     * What would be sent of that question. A summary that is asked for is taken from the moment where that has one.
     *
     * @param model null where the workspace has none of the question's name
     */
    public ContextResult compile(LlmVerb asked, Workspace.@Nullable Model model) {
        List<ContextRequest.Summary> summaries = new ArrayList<>();
        while (true) {
            ContextResult result = ContextCompiler.compile(new ContextRequest(
                    flow,
                    asked,
                    state.verb() instanceof EachVerb each ? moment.scope(each.item()) : moment.scope(),
                    moment.history(),
                    summaries,
                    moment.now(),
                    model == null ? null : model.window(),
                    LlmStep.counter(model),
                    null,
                    null));
            if (!(result instanceof ContextResult.Needs needs)) {
                return taken(asked, model, result);
            }
            String text = moment.summaries().get(needs.item());
            boolean made = summaries.stream().anyMatch(one -> one.item().equals(needs.item()));
            if (text == null || made) {
                return result;
            }
            summaries.add(new ContextRequest.Summary(needs.item(), needs.covers(), needs.upTo(), text));
        }
    }

    /** A question with a picture that the model does not take is not asked, and the engine says so in these words. */
    private static ContextResult taken(LlmVerb asked, Workspace.@Nullable Model model, ContextResult result) {
        if (model == null || !(result instanceof ContextResult.Ready ready)) {
            return result;
        }
        String refusal = MediaTaken.refusal(Map.of(model.name(), model), model.name(), ready.messages());
        if (refusal == null) {
            return result;
        }
        String item = ready.messages().stream()
                .flatMap(message -> message.parts().stream())
                .filter(part -> part.media() != null)
                .map(Message.Part::item)
                .findFirst()
                .orElse("");
        return new ContextResult.Failed(item, refusal, asked.modelPlace());
    }

    private static State state(Flow flow, String name) {
        return flow.states().values().stream()
                .filter(state -> state.name().value().equals(name))
                .findFirst()
                .orElseThrow(() -> new Problem(
                        Problem.Kind.NOT_FOUND,
                        "the flow " + flow.name() + " has no state '" + name + "'; it has "
                                + String.join(
                                        ", ",
                                        flow.states().keySet().stream()
                                                .map(StateName::value)
                                                .toList())));
    }

    private static LlmVerb question(State state, @Nullable String branch) {
        StepVerb step = switch (state.verb()) {
            case LlmVerb llm -> llm;
            case EachVerb each -> each.step().verb();
            case ParallelVerb parallel -> branch(state, parallel, branch);
            case SetVerb set -> throw asksNobody(state);
            case CallVerb call -> call;
            case AskVerb ask -> throw asksNobody(state);
            case WaitVerb wait -> throw asksNobody(state);
            case FlowVerb child -> child;
            case EndVerb end -> throw asksNobody(state);
            case BranchVerb pure -> throw asksNobody(state);
        };
        if (step instanceof LlmVerb llm) {
            return llm;
        }
        throw asksNobody(state);
    }

    private static StepVerb branch(State state, ParallelVerb parallel, @Nullable String branch) {
        ParallelVerb.Branch found = branch == null ? null : parallel.branches().get(branch);
        if (found == null) {
            throw new Problem(
                    Problem.Kind.NOT_FOUND,
                    "name a branch of " + state.name() + ": "
                            + String.join(
                                    ", ",
                                    parallel.branches().keySet().stream()
                                            .map(name -> state.name() + "/" + name)
                                            .toList()));
        }
        return found.step().verb();
    }

    private static Problem asksNobody(State state) {
        return new Problem(Problem.Kind.INVALID, "the state " + state.name() + " asks no model");
    }
}
