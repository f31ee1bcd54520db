package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Severity;
import dev.signalbox.dsl.graph.Outcomes;
import dev.signalbox.dsl.graph.Way;
import dev.signalbox.dsl.graph.Ways;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.verb.LlmVerb;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * C401, C402, C407 and F705: what a model call may load at most, against what there is room for. How large
 * that is at most, {@link CallSize} says.
 */
final class LoadRules {
    private final Setting setting;
    private final Flow flow;
    private final Findings findings;
    private final Values values;
    private @Nullable Map<StateName, Set<StateName>> before;

    private LoadRules(Setting setting, Values values, Findings findings) {
        this.setting = setting;
        this.flow = setting.flow();
        this.values = values;
        this.findings = findings;
    }

    static void check(Setting setting, Values values, Findings findings) {
        LoadRules rules = new LoadRules(setting, values, findings);
        for (State state : rules.flow.states().values()) {
            for (Steps.Step step : Steps.of(state)) {
                if (step.verb() instanceof LlmVerb llm) {
                    llm.context().load().forEach(item -> rules.item(state, item));
                    rules.room(step, llm);
                }
            }
        }
    }

    private void item(State state, ContextItem item) {
        if (item.source() instanceof ContextItem.Source.From from
                && item.as() == null
                && item.max() == null
                && CallSize.extent(values, item, from) == null) {
            findings.add(
                    Code.C401,
                    setting.value(item.place().path() + "/from", from.expr().place()),
                    "Nothing says how long `" + item.name() + "` may be.",
                    "Add `max: TOKENS` to the item, or `maxLength` and `maxItems` to its schema.");
        }
        if (item.source() instanceof ContextItem.Source.Events events
                && !events.states().isEmpty()
                && events.states().stream().noneMatch(name -> precedes(name, state.name()))) {
            findings.add(
                    Code.C407,
                    setting.value(item.place().path() + "/events", item.place()),
                    "`" + item.name() + "` is always empty: no way leads from "
                            + String.join(
                                    " or ",
                                    events.states().stream()
                                            .map(name -> "`" + name + "`")
                                            .toList())
                            + " to `" + state.name() + "`.",
                    "Name states that come before this one, or take the item out.");
        }
    }

    /** Whether a run may have been in {@code first} before it enters {@code then}. */
    private boolean precedes(StateName first, StateName then) {
        if (before == null) {
            before = new HashMap<>();
        }
        return before.computeIfAbsent(first, this::after).contains(then);
    }

    private Set<StateName> after(StateName first) {
        Map<StateName, List<Way>> ways = Ways.of(flow);
        Set<StateName> seen = new HashSet<>();
        Deque<StateName> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty()) {
            for (Way way : ways.getOrDefault(open.remove(), List.of())) {
                if (seen.add(way.to())) {
                    open.add(way.to());
                }
            }
        }
        return seen;
    }

    private void room(Steps.Step step, LlmVerb llm) {
        Workspace.Model model = setting.workspace().models().get(llm.model());
        if (model == null) {
            return;
        }
        CallSize size = new CallSize(values, llm, model);
        Integer budget = llm.context().budget();
        long required = size.required();
        long room = size.room();
        Place place = setting.key(step.path() + "/llm/context", llm.context().place());
        boolean routed = Ways.route(flow, step.state(), Outcomes.OVERFLOW) != null;
        if (budget != null && required > budget) {
            findings.add(tooLarge(
                    place,
                    routed,
                    "What has to be loaded may take " + required + " tokens, and `budget` is " + budget));
        } else if (required + size.mostWords() > room && required + size.words() > room) {
            findings.add(tooLarge(
                    place,
                    routed,
                    "The prompt, the schema and what has to be loaded may take " + (required + size.words())
                            + " tokens, and the window of `" + llm.model() + "` leaves them " + Math.max(0, room)));
        }
        long loaded = budget == null ? required : budget;
        long back = size.sentBack();
        if (llm.repair() > 0
                && loaded + size.mostWords() + back > room
                && required + size.words() <= room
                && loaded + size.words() + back > room) {
            findings.add(
                    Code.F705,
                    setting.key(step.path() + "/llm/repair", place),
                    "A full context leaves " + Math.max(0, room - loaded - size.words())
                            + " tokens of the window for a reply that is sent back, which may need " + back + ".",
                    budget == null
                            ? "Give the context a `budget`, or say `repair: 0`."
                            : "Lower `budget`, or say `repair: 0`.");
        }
    }

    private static Diagnostic tooLarge(Place place, boolean routed, String what) {
        Diagnostic found = Diagnostic.of(Code.C402, place, what + ".");
        return routed
                ? found.withSeverity(Severity.WARNING)
                        .withHelp(
                                "Lower some `max` or raise the budget; as it is, the question may go where `overflow` leads.")
                : found.withHelp("Lower some `max`, raise the budget, or say in `otherwise` where `overflow` leads.");
    }
}
