package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.type.Schema;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Questions to people: who may answer, what they are shown and asked. */
final class AskChanges {
    private AskChanges() {}

    static void compare(Sides sides, Subject subject, AskVerb was, AskVerb is) {
        Set<String> before = new LinkedHashSet<>(was.by());
        Set<String> after = new LinkedHashSet<>(is.by());
        if (!before.equals(after)) {
            boolean more = after.isEmpty() || (!before.isEmpty() && after.containsAll(before));
            boolean fewer = before.isEmpty() || (!after.isEmpty() && before.containsAll(after));
            sides.tell(
                    more ? Kind.ANSWERERS_WIDENED : fewer ? Kind.ANSWERERS_NARROWED : Kind.ANSWERERS_CHANGED,
                    subject,
                    sides.old(was.place(), "by"),
                    sides.now(is.place(), "by"),
                    "Who may answer was " + ApprovalChanges.whoever(before) + ", is " + ApprovalChanges.whoever(after)
                            + ".");
        }
        sides.bound(
                subject,
                sides.old(was.place(), "within"),
                sides.now(is.place(), "within"),
                "How long an answer may take (`within`)",
                was.within(),
                is.within());
        rest(sides, subject, was, is);
        form(sides, subject, was, is);
    }

    private static void rest(Sides sides, Subject subject, AskVerb was, AskVerb is) {
        Map<String, Object> before = Sides.without(sides.was().ask(was), "by", "within");
        Map<String, Object> after = Sides.without(sides.is().ask(is), "by", "within");
        for (String key : new LinkedHashSet<>(keys(before, after))) {
            Object old = before.get(key);
            Object now = after.get(key);
            if (Objects.equals(old, now)) {
                continue;
            }
            boolean words = key.equals("title") && HeadChanges.sameExpressions(old, now);
            sides.tell(
                    words ? Kind.WORDING_CHANGED : Kind.HOLD_CHANGED,
                    subject,
                    sides.old(was.place(), key),
                    sides.now(is.place(), key),
                    "Of the question, `" + key + "` " + Words.change(old, now) + ".");
        }
    }

    /** A form of the question's own; the schema of {@code save} is told with the data. */
    private static void form(Sides sides, Subject subject, AskVerb was, AskVerb is) {
        Schema old = SchemaForm.own(was.form());
        Schema now = SchemaForm.own(is.form());
        boolean choices = !was.choices().isEmpty() || !is.choices().isEmpty();
        if (choices || (old == null && now == null)) {
            return;
        }
        if (old == null || now == null) {
            sides.tell(
                    Kind.HOLD_CHANGED,
                    subject,
                    sides.old(was.place(), "form"),
                    sides.now(is.place(), "form"),
                    old == null
                            ? "The question has a form of its own now."
                            : "The question has no form of its own any more.");
            return;
        }
        SchemaChange change = SchemaChange.of(SchemaForm.of(old), SchemaForm.of(now));
        if (!change.same() || !SchemaForm.words(old).equals(SchemaForm.words(now))) {
            sides.tell(
                    Kind.HOLD_CHANGED,
                    subject,
                    old.place(),
                    now.place(),
                    change.same() ? "The form says something else to people." : "The form " + change.words() + ".");
        }
    }

    private static Set<String> keys(Map<String, Object> before, Map<String, Object> after) {
        Set<String> keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        return keys;
    }
}
