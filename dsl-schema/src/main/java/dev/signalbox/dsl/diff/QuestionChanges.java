package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Choice;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.Prompt;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.type.Schema;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Model calls: who is asked, what is said, what is loaded, and what may come back. */
final class QuestionChanges {
    private final Sides sides;
    private final Subject subject;
    private final String words;
    private final Place oldStep;
    private final Place newStep;
    private final LlmVerb was;
    private final LlmVerb is;

    private QuestionChanges(
            Sides sides, Subject subject, String words, Place oldStep, LlmVerb was, Place newStep, LlmVerb is) {
        this.sides = sides;
        this.subject = subject;
        this.words = words;
        this.oldStep = oldStep;
        this.newStep = newStep;
        this.was = was;
        this.is = is;
    }

    static void compare(
            Sides sides, Subject subject, String words, Place oldStep, LlmVerb was, Place newStep, LlmVerb is) {
        new QuestionChanges(sides, subject, words, oldStep, was, newStep, is).all();
    }

    private void all() {
        if (!was.model().equals(is.model())) {
            sides.tell(
                    Kind.MODEL_CHANGED,
                    subject,
                    was.modelPlace(),
                    is.modelPlace(),
                    words + "It asked the model `" + was.model() + "`, and asks `" + is.model() + "`.");
        }
        prompt("system", was.system(), is.system());
        prompt("prompt", was.prompt(), is.prompt());
        List<Object> oldExamples = QuestionForm.examples(was);
        List<Object> newExamples = QuestionForm.examples(is);
        if (!oldExamples.equals(newExamples)) {
            tell(
                    Kind.EXAMPLES_CHANGED,
                    "examples",
                    "The examples it is shown changed: there were " + oldExamples.size() + ", there are "
                            + newExamples.size());
        }
        reply();
        choices();
        bound("repair", "How often a reply that does not fit is sent back (`repair`)", was.repair(), is.repair());
        bound("max_output", "How long a reply may be (`max_output`)", was.maxOutput(), is.maxOutput());
        plain("temperature", was.temperature(), is.temperature());
        plain(
                "among",
                sides.was().values().maybe(was.among()),
                sides.is().values().maybe(is.among()));
        context();
    }

    private void prompt(String key, @Nullable Prompt old, @Nullable Prompt now) {
        String before = Values.prompt(old);
        String after = Values.prompt(now);
        if (!before.equals(after)) {
            sides.tellText(
                    Kind.PROMPT_CHANGED,
                    subject,
                    old == null ? oldStep : old.place(),
                    now == null ? newStep : now.place(),
                    words + "Its `" + key + "` "
                            + (before.isEmpty() ? "is new." : after.isEmpty() ? "is gone." : "changed."),
                    new Change.Texts(before, after));
        }
    }

    /** A schema of the question's own; the schema of {@code save} is told with the data. */
    private void reply() {
        if (!was.choose().isEmpty() || !is.choose().isEmpty()) {
            return;
        }
        Schema old = SchemaForm.own(was.output());
        Schema now = SchemaForm.own(is.output());
        if (old == null && now == null) {
            return;
        }
        // Where only one is its own, what the other takes from its `save` says what came of it.
        Schema before = old == null ? was.output() : old;
        Schema after = now == null ? is.output() : now;
        if (before == null || after == null) {
            tell(Kind.REPLY_CHANGED, "output", "It has " + (after == null ? "no" : "a") + " schema for the reply now");
            return;
        }
        SchemaChange change = SchemaChange.of(SchemaForm.of(before), SchemaForm.of(after));
        if (!change.same()) {
            sides.tell(
                    change.direction().kind(Kind.REPLY_WIDENED, Kind.REPLY_NARROWED, Kind.REPLY_CHANGED),
                    subject,
                    before.place(),
                    after.place(),
                    words + "The reply " + change.words() + ".");
        } else if (!SchemaForm.words(before).equals(SchemaForm.words(after))) {
            sides.tell(
                    Kind.QUESTION_CHANGED,
                    subject,
                    before.place(),
                    after.place(),
                    words + "The reply's schema says something else to the model.");
        }
    }

    private void choices() {
        Map<String, Choice> before = named(was);
        Map<String, Choice> after = named(is);
        before.forEach((name, old) -> {
            Choice now = after.get(name);
            if (now == null) {
                sides.tell(
                        Kind.CHOICE_REMOVED,
                        subject,
                        old.place(),
                        newStep,
                        words + "The model can no longer choose `" + name + "`.");
                return;
            }
            SchemaChange change = SchemaChange.of(SchemaForm.of(old.fields()), SchemaForm.of(now.fields()));
            boolean said = !SchemaForm.words(old.fields()).equals(SchemaForm.words(now.fields()));
            if (!change.same() || said) {
                sides.tell(
                        change.same()
                                ? Kind.QUESTION_CHANGED
                                : change.direction().kind(Kind.REPLY_WIDENED, Kind.REPLY_NARROWED, Kind.REPLY_CHANGED),
                        subject,
                        old.place(),
                        now.place(),
                        words + "The choice `" + name + "` "
                                + (change.same() ? "says something else to the model" : change.words()) + ".");
            }
        });
        after.forEach((name, now) -> {
            if (!before.containsKey(name)) {
                sides.tell(
                        Kind.CHOICE_ADDED,
                        subject,
                        oldStep,
                        now.place(),
                        words + "The model may choose `" + name + "` now.");
            }
        });
    }

    private static Map<String, Choice> named(LlmVerb llm) {
        Map<String, Choice> named = new LinkedHashMap<>();
        llm.choose().forEach(choice -> named.put(choice.name(), choice));
        return named;
    }

    private void context() {
        sides.bound(
                subject,
                sides.old(was.context().place(), "budget"),
                sides.now(is.context().place(), "budget"),
                words + "What it loads at most (`budget`)",
                was.context().budget(),
                is.context().budget());
        Map<String, ContextItem> before = items(was);
        Map<String, ContextItem> after = items(is);
        before.forEach((name, old) -> {
            ContextItem now = after.get(name);
            if (now == null) {
                sides.tell(
                        Kind.CONTEXT_ITEM_REMOVED,
                        subject,
                        old.place(),
                        is.context().place(),
                        words + "The model is no longer shown `" + name + "`.");
            } else {
                item(old, now);
            }
        });
        after.forEach((name, now) -> {
            if (!before.containsKey(name)) {
                sides.tell(
                        Kind.CONTEXT_ITEM_ADDED,
                        subject,
                        was.context().place(),
                        now.place(),
                        words + "The model is shown `" + name + "` too.");
            }
        });
        order();
    }

    private static Map<String, ContextItem> items(LlmVerb llm) {
        Map<String, ContextItem> items = new LinkedHashMap<>();
        llm.context().load().forEach(item -> items.put(item.name(), item));
        return items;
    }

    private void item(ContextItem old, ContextItem now) {
        if (old.source() instanceof ContextItem.Source.File before
                && now.source() instanceof ContextItem.Source.File after
                && !before.text().equals(after.text())) {
            sides.tellText(
                    Kind.CONTEXT_ITEM_CHANGED,
                    subject,
                    old.place(),
                    now.place(),
                    words + "The text of `" + now.name() + "` changed.",
                    new Change.Texts(before.text(), after.text()));
            tellItem(
                    old,
                    now,
                    Sides.without(new QuestionForm(sides.was()).item(old), "source"),
                    Sides.without(new QuestionForm(sides.is()).item(now), "source"));
            return;
        }
        tellItem(old, now, new QuestionForm(sides.was()).item(old), new QuestionForm(sides.is()).item(now));
    }

    private void tellItem(ContextItem old, ContextItem now, Map<String, Object> before, Map<String, Object> after) {
        if (!before.equals(after)) {
            sides.tell(
                    Kind.CONTEXT_ITEM_CHANGED,
                    subject,
                    old.place(),
                    now.place(),
                    words + "Of what it loads as `" + now.name() + "`, "
                            + String.join("; ", Sides.clauses(before, after)) + ".");
        }
    }

    private void order() {
        List<String> before = QuestionForm.order(was);
        List<String> after = QuestionForm.order(is);
        Set<String> both = new LinkedHashSet<>(before);
        both.retainAll(after);
        List<String> old = before.stream().filter(both::contains).toList();
        List<String> now = after.stream().filter(both::contains).toList();
        if (!old.equals(now)) {
            sides.tell(
                    Kind.ORDER_CHANGED,
                    subject,
                    was.context().place(),
                    is.context().place(),
                    words + "What it loads stands in another order: " + Words.each(now) + ".");
        }
    }

    private void plain(String key, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            tell(Kind.QUESTION_CHANGED, key, "Its `" + key + "` " + Words.change(before, after));
        }
    }

    private void bound(String key, String what, @Nullable Integer before, @Nullable Integer after) {
        sides.bound(
                subject, sides.old(oldStep, "llm", key), sides.now(newStep, "llm", key), words + what, before, after);
    }

    private void tell(Kind kind, String key, String sentence) {
        sides.tell(
                kind, subject, sides.old(oldStep, "llm", key), sides.now(newStep, "llm", key), words + sentence + ".");
    }
}
