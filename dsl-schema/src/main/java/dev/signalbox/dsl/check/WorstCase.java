package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Related;
import dev.signalbox.dsl.diagnostic.Severity;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * B304: what a run may use at most, and at least, against its limits. The least is exact: the shortest way to a success. The
 * most is an upper bound, {@link LongestWay}'s. Tokens and money are not held against their limits
 * here: their worst case is far above what any run takes, and {@link Costs} tells it to those who ask.
 */
final class WorstCase {
    private final Setting setting;
    private final Flow flow;
    private final Entries entries;

    private WorstCase(Setting setting) {
        this.setting = setting;
        this.flow = setting.flow();
        this.entries = Entries.of(flow);
    }

    static void check(Setting setting, Findings findings) {
        WorstCase worst = new WorstCase(setting);
        Limits limits = setting.flow().limits();
        worst.against("steps", limits.steps(), StateUse::steps, StateUse::steps, findings);
        worst.against("llm_calls", limits.llmCalls(), StateUse::fewestCalls, StateUse::mostCalls, findings);
    }

    private void against(
            String what,
            @Nullable Long limit,
            ToLongFunction<State> least,
            ToLongFunction<State> most,
            Findings findings) {
        if (limit == null) {
            return;
        }
        var place = setting.value("/limits/" + what, setting.key("/limits", flow.place()));
        List<StateName> shortest = ShortestWay.of(flow, entries, least);
        long needed = shortest.stream()
                .mapToLong(name -> least.applyAsLong(flow.state(name)))
                .sum();
        if (needed > limit) {
            findings.add(Diagnostic.of(
                            Code.B304,
                            place,
                            "Even the shortest way to a success takes " + needed + " " + words(what, needed) + ", and `"
                                    + what + "` is " + limit + ".")
                    .withSeverity(Severity.ERROR)
                    .withHelp("Raise the limit to " + needed + " at least.")
                    .withRelated(shortest.stream()
                            .map(name ->
                                    new Related(flow.state(name).namePlace().span(), "through `" + name + "`"))
                            .toList()));
            return;
        }
        double dearest = LongestWay.of(flow, entries, most::applyAsLong);
        if (!Double.isInfinite(dearest) && dearest > limit) {
            long sum = (long) dearest;
            findings.add(
                    Code.B304,
                    place,
                    "A run may take up to " + sum + " " + words(what, sum) + ", and `" + what + "` is " + limit
                            + ": then it goes where `limit` leads.",
                    "Raise the limit, or lower `visits`, `repair` or the `max` of an `each`; `validate --explain-costs`"
                            + " shows what adds up to it.");
        }
    }

    private static String words(String what, long count) {
        String one = what.equals("steps") ? "step" : "model call";
        return count == 1 ? one : one + "s";
    }
}
