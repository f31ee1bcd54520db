package dev.signalbox.runtime.draft;

import dev.signalbox.core.context.ContextResult;
import dev.signalbox.core.context.Manifest;
import dev.signalbox.core.decide.verb.LlmStep;
import dev.signalbox.core.effect.Message;
import dev.signalbox.dsl.check.QuestionBounds;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.runtime.api.DraftViews;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.port.RunStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a state's budget is spent on: with data exactly what would be sent, without it the most that there can be. */
public final class ContextTrial {
    private final Draft draft;
    private final LlmVerb question;
    private final Workspace.@Nullable Model model;
    private final @Nullable QuestionBounds bounds;

    private ContextTrial(Draft draft, LlmVerb question) {
        this.draft = draft;
        this.question = question;
        model = draft.setting().workspace().models().get(question.model());
        bounds = model == null ? null : QuestionBounds.of(draft.setting(), question, model);
    }

    /** Refuses a state that asks no model. */
    public static DraftViews.ContextView of(Draft draft, String state, DraftViews.Given given, RunStore store) {
        LlmVerb question = Inquiry.question(draft.flow(), state);
        ContextTrial trial = new ContextTrial(draft, question);
        StateName name = new StateName(state.split("/", 2)[0]);
        Circumstances now = Circumstances.of(draft, name, given, store);
        return now == null ? trial.worst("worst", List.of(), List.of(), null) : trial.with(state, now);
    }

    private DraftViews.ContextView with(String state, Circumstances now) {
        Inquiry inquiry = Inquiry.of(draft.checked(), state, now.moment());
        List<String> problems = new ArrayList<>(now.notes());
        switch (inquiry.compile(question, model)) {
            case ContextResult.Ready ready -> {
                return view("ready", ready.manifest(), messages(ready.messages()), problems, now);
            }
            case ContextResult.Overflow overflow -> {
                problems.add(0, overflow.message());
                return view("overflow", overflow.manifest(), List.of(), problems, now);
            }
            case ContextResult.Needs needs -> {
                problems.add(0, "A summary of " + needs.item() + " is made first, by " + needs.model() + ".");
                return worst("summary", messages(needs.messages()), problems, now.written());
            }
            case ContextResult.Failed failed -> {
                problems.add(
                        0,
                        (failed.item().isEmpty() ? "" : "The item " + failed.item() + " cannot be loaded: ")
                                + failed.message() + " (line "
                                + failed.place().span().line() + ")");
                return worst("failed", List.of(), problems, now.written());
            }
        }
    }

    private DraftViews.ContextView view(
            String kind,
            Manifest manifest,
            List<Map<String, Object>> messages,
            List<String> problems,
            Circumstances now) {
        List<DraftViews.ItemView> items = new ArrayList<>();
        for (Manifest.Entry entry : manifest.items()) {
            ContextItem item = question.context().load().stream()
                    .filter(one -> one.name().equals(entry.item()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("an item that is not loaded: " + entry.item()));
            Manifest.Rule rule = entry.rule();
            items.add(new DraftViews.ItemView(
                    entry.item(),
                    entry.source(),
                    entry.tokensAfter(),
                    (long) entry.tokensBefore(),
                    longest(item),
                    word(entry.verdict()),
                    word(entry.reason()),
                    rule == null ? null : rule.text(),
                    rule == null ? item.place().span().file() : rule.file(),
                    rule == null ? item.place().span().line() : rule.line(),
                    item.priority(),
                    item.stable()));
        }
        return new DraftViews.ContextView(
                kind,
                question.model().value(),
                manifest.counter(),
                manifest.budget(),
                model == null ? null : model.window(),
                manifest.used(),
                manifest.envelope(),
                items,
                messages,
                problems,
                now.written());
    }

    /** Every item as long as it may be; the ones that would go first are at risk where not all fit. */
    private DraftViews.ContextView worst(
            String kind,
            List<Map<String, Object>> messages,
            List<String> problems,
            @Nullable Map<String, Object> data) {
        if (bounds == null) {
            throw new Problem(
                    Problem.Kind.INVALID,
                    "The workspace has no model " + question.model() + ", so nothing is counted.");
        }
        Integer declared = question.context().budget();
        long budget = declared == null ? Math.max(0, bounds.room() - bounds.words()) : declared;
        Set<String> safe = safe(budget);
        List<DraftViews.ItemView> items = new ArrayList<>();
        long used = 0;
        for (ContextItem item : question.context().load()) {
            Long longest = longest(item);
            long tokens = longest == null ? budget : Math.min(longest, budget);
            used += tokens;
            boolean fits = safe.contains(item.name());
            items.add(new DraftViews.ItemView(
                    item.name(),
                    source(item),
                    tokens,
                    null,
                    longest,
                    fits ? "fits" : "at_risk",
                    longest == null ? "unbounded" : fits ? "fits" : "over_budget",
                    null,
                    item.place().span().file(),
                    item.place().span().line(),
                    item.priority(),
                    item.stable()));
        }
        return new DraftViews.ContextView(
                kind,
                question.model().value(),
                LlmStep.counter(model).counter(),
                budget,
                model == null ? null : model.window(),
                used,
                bounds.words(),
                items,
                messages,
                problems,
                data);
    }

    /** What stays when everything is at its longest: by priority, then as the file has them. */
    private Set<String> safe(long budget) {
        Set<String> safe = new HashSet<>();
        long left = budget;
        List<ContextItem> order = new ArrayList<>(question.context().load());
        order.sort(
                Comparator.comparing((ContextItem item) -> !item.required()).thenComparingInt(ContextItem::priority));
        for (ContextItem item : order) {
            Long longest = longest(item);
            if (longest != null && longest <= left) {
                safe.add(item.name());
                left -= longest;
            }
        }
        return safe;
    }

    private @Nullable Long longest(ContextItem item) {
        return bounds == null ? null : bounds.items().get(item.name());
    }

    private static String source(ContextItem item) {
        return switch (item.source()) {
            case ContextItem.Source.From from -> from.expr().source();
            case ContextItem.Source.File file -> "file " + file.path();
            case ContextItem.Source.MediaFile file -> "file " + file.path();
            case ContextItem.Source.Events events ->
                events.states().isEmpty()
                        ? "events of every state"
                        : "events of "
                                + String.join(
                                        ", ",
                                        events.states().stream()
                                                .map(StateName::value)
                                                .toList());
        };
    }

    static List<Map<String, Object>> messages(List<Message> messages) {
        return messages.stream()
                .map(message -> {
                    Map<String, Object> shown = new LinkedHashMap<>();
                    shown.put("role", word(message.role()));
                    shown.put("text", message.text());
                    return shown;
                })
                .toList();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
