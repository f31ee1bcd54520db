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
import dev.signalbox.dsl.model.Prompt;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.tokens.TokenCounter;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.value.JsonText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * C401, C402, C407 and F705: what a model call may load at most, against what there is room for. Exact where it says so: texts
 * of the file are counted, a value counts with its schema's greatest length, of which each character may be a token.
 */
final class LoadRules {
    /** As the engine takes it where the workspace names no window, and a reply's bound without {@code max_output}. */
    private static final int WINDOW = 8192;

    private static final int REPLY = 2048;

    /** What a reply that is sent back takes at most, and about what the validator says of it. */
    private static final int SENT_BACK = 2000;

    private static final int PROBLEMS = 100;

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
                && extent(item, from) == null) {
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

    /** The most characters of the item; null when nothing bounds it. */
    private @Nullable Long extent(ContextItem item, ContextItem.Source.From from) {
        Schema schema = values.schema(from.expr());
        if (schema == null) {
            return Values.isFree(values.type(from.expr())) ? null : 64L;
        }
        if (item.only().isEmpty()) {
            return Extent.of(schema);
        }
        long sum = 2;
        for (String field : item.only()) {
            Schema part = schema.at(List.of(field));
            Long extent = part == null ? Long.valueOf(0) : Extent.of(part);
            if (extent == null) {
                return null;
            }
            sum += field.length() + 4 + extent;
        }
        return sum;
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
        int window = model.window() == null ? WINDOW : model.window();
        int reply = llm.maxOutput() != null ? llm.maxOutput() : Math.min(REPLY, window / 4);
        Integer budget = llm.context().budget();
        long required = required(llm);
        Words words =
                new Words(llm, TokenCounter.forProvider(model.provider().name().toLowerCase(Locale.ROOT)));
        long room = (long) window - reply;
        Place place = setting.key(step.path() + "/llm/context", llm.context().place());
        boolean routed = Ways.route(flow, step.state(), Outcomes.OVERFLOW) != null;
        if (budget != null && required > budget) {
            findings.add(tooLarge(
                    place,
                    routed,
                    "What has to be loaded may take " + required + " tokens, and `budget` is " + budget));
        } else if (required + words.most() > room && required + words.exact() > room) {
            findings.add(tooLarge(
                    place,
                    routed,
                    "The prompt, the schema and what has to be loaded may take " + (required + words.exact())
                            + " tokens, and the window of `" + llm.model() + "` leaves them " + Math.max(0, room)));
        }
        long loaded = budget == null ? required : budget;
        long back = Math.min(SENT_BACK, reply) + PROBLEMS;
        if (llm.repair() > 0
                && loaded + words.most() + back > room
                && required + words.exact() <= room
                && loaded + words.exact() + back > room) {
            findings.add(
                    Code.F705,
                    setting.key(step.path() + "/llm/repair", place),
                    "A full context leaves " + Math.max(0, room - loaded - words.exact())
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

    /** What cannot be cut or left out. A picture of a value is as large as whoever sends it likes, and counts nothing here. */
    private long required(LlmVerb llm) {
        return llm.context().load().stream()
                .filter(ContextItem::required)
                .mapToLong(item -> switch (item.source()) {
                    case ContextItem.Source.From from -> most(item, from);
                    case ContextItem.Source.File file ->
                        item.max() == null ? TokenCounter.o200k().count(file.text()) : item.max();
                    case ContextItem.Source.MediaFile file ->
                        TokenCounter.o200k().count(file.media());
                    case ContextItem.Source.Events events -> 0;
                })
                .sum();
    }

    private long most(ContextItem item, ContextItem.Source.From from) {
        Long extent = item.as() == null ? extent(item, from) : Long.valueOf(0);
        if (item.max() == null) {
            return extent == null ? 0 : extent;
        }
        return extent == null ? item.max() : Math.min(item.max(), extent);
    }

    /** The texts of the file around what is loaded. Counted only where their length leaves it open whether they fit. */
    private static final class Words {
        private final List<String> texts = new ArrayList<>();
        private final TokenCounter counter;

        Words(LlmVerb llm, TokenCounter counter) {
            this.counter = counter;
            add(llm.system());
            add(llm.prompt());
            llm.examples().forEach(example -> {
                texts.add(example.input());
                texts.add(JsonText.write(example.output()));
            });
            if (llm.output() != null) {
                texts.add(JsonText.write(llm.output().json()));
            }
        }

        private void add(@Nullable Prompt prompt) {
            if (prompt != null) {
                for (Prompt.Piece piece : prompt.pieces()) {
                    if (piece instanceof Prompt.Piece.Text text) {
                        texts.add(text.text());
                    }
                }
            }
        }

        /** No token is shorter than a byte, and no character longer than four. */
        long most() {
            return texts.stream().mapToLong(text -> 4L * text.length()).sum();
        }

        long exact() {
            return texts.stream().mapToLong(counter::count).sum();
        }
    }
}
