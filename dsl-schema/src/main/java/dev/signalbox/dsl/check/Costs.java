package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.model.verb.LlmVerb;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a flow may use. The least is the shortest way to a success; the most is an upper bound, which no run need
 * ever reach: the dearest way as often as its circles allow, every repair, every context full, every reply as long as it may be.
 * Neither counts a reply that is lost on its way, a question to a fallback, a summary, or what child runs use.
 *
 * @param bounded whether {@code most} is one: a circle that only {@code in_a_row} ends has none but the limits
 * @param states those that ask a model, in the file's order
 * @param children the flows that it starts
 */
public record Costs(
        FlowName flow,
        boolean bounded,
        Amount steps,
        Amount calls,
        Amount tokens,
        Amount usd,
        List<Asking> states,
        List<FlowName> children) {
    public Costs {
        states = List.copyOf(states);
        children = List.copyOf(children);
    }

    /**
     * @param least null where the file does not tell
     * @param most null where nothing bounds it, or a model has no price
     * @param limit null without one
     */
    public record Amount(
            @Nullable Double least,
            @Nullable Double most,
            @Nullable Double limit) {}

    /**
     * One typed question.
     *
     * @param entries how often a run may come to it, items of an {@code each} counted
     * @param calls of one time, repairs counted
     * @param question tokens of one question at most, and {@code reply} of one reply
     * @param tokens of one time at most, repairs counted
     * @param usd of one time at most; null for a model without a price
     */
    public record Asking(
            StateName state,
            Place place,
            ModelName model,
            long entries,
            long calls,
            long question,
            long reply,
            long tokens,
            @Nullable Double usd) {}

    /** Refuses nothing: call it for a flow that has no errors. */
    public static Costs of(Setting setting) {
        Flow flow = setting.flow();
        Entries entries = Entries.of(flow);
        Values values = new Values(setting);
        List<Asking> asking = new ArrayList<>();
        TreeSet<FlowName> children = new TreeSet<>();
        for (State state : flow.states().values()) {
            for (Steps.Step step : Steps.of(state)) {
                if (step.verb() instanceof FlowVerb child) {
                    children.add(child.flow());
                }
                Workspace.Model model = step.verb() instanceof LlmVerb llm
                        ? setting.workspace().models().get(llm.model())
                        : null;
                if (step.verb() instanceof LlmVerb llm && model != null) {
                    long times = entries.of(state.name()) * StateUse.times(state);
                    asking.add(asking(step, llm, model, new CallSize(values, llm, model), times));
                }
            }
        }
        Limits limits = flow.limits();
        boolean priced = asking.stream().allMatch(one -> one.usd() != null);
        return new Costs(
                flow.name(),
                !Double.isInfinite(LongestWay.of(flow, entries, StateUse::steps)),
                amount(least(flow, entries, true), LongestWay.of(flow, entries, StateUse::steps), limits.steps()),
                amount(
                        least(flow, entries, false),
                        LongestWay.of(flow, entries, StateUse::mostCalls),
                        limits.llmCalls()),
                amount(null, most(flow, entries, asking, Asking::tokens), limits.tokens()),
                amount(null, priced ? most(flow, entries, asking, Costs::usd) : null, limits.costUsd()),
                asking,
                List.copyOf(children));
    }

    private static double usd(Asking asking) {
        return asking.usd() == null ? 0 : asking.usd();
    }

    private static double most(Flow flow, Entries entries, List<Asking> all, ToDoubleFunction<Asking> one) {
        return LongestWay.of(
                flow,
                entries,
                state -> StateUse.times(state)
                        * all.stream()
                                .filter(asking -> asking.state().equals(state.name()))
                                .mapToDouble(one)
                                .sum());
    }

    private static Amount amount(@Nullable Double least, @Nullable Double most, @Nullable Number limit) {
        Double bounded = most == null || most.isInfinite() ? null : most;
        return new Amount(least, bounded, limit == null ? null : limit.doubleValue());
    }

    private static double least(Flow flow, Entries entries, boolean steps) {
        return ShortestWay.of(flow, entries, steps ? StateUse::steps : StateUse::fewestCalls).stream()
                .mapToLong(name -> steps ? StateUse.steps(flow.state(name)) : StateUse.fewestCalls(flow.state(name)))
                .sum();
    }

    /** Each repair sends the question again, with the reply and what is wrong with it. */
    private static Asking asking(Steps.Step step, LlmVerb llm, Workspace.Model model, CallSize size, long entries) {
        long asked = 0;
        long question = size.question();
        for (int repair = 0; repair <= llm.repair(); repair++) {
            asked += Math.min(size.room(), question + repair * size.sentBack());
        }
        long calls = 1L + llm.repair();
        long replies = calls * size.reply();
        Workspace.Price price = model.price();
        Double usd = price == null
                ? null
                : (asked * Math.max(price.input(), price.cacheWrite()) + replies * price.output()) / 1_000_000;
        return new Asking(
                step.state().name(),
                step.place(),
                llm.model(),
                entries,
                calls,
                question,
                size.reply(),
                asked + replies,
                usd);
    }
}
