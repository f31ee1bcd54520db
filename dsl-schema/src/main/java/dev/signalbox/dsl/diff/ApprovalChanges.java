package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Approve;
import dev.signalbox.dsl.model.Escalate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Approvals: whether a person is still asked, who, about what, and how much it takes. Every doubt is told as safety. */
final class ApprovalChanges {
    private final Sides sides;
    private final Subject subject;
    private final Step old;
    private final Step now;
    private final Approve was;
    private final Approve is;

    private ApprovalChanges(Sides sides, Subject subject, Step old, Step now, Approve was, Approve is) {
        this.sides = sides;
        this.subject = subject;
        this.old = old;
        this.now = now;
        this.was = was;
        this.is = is;
    }

    /** Of one step in both versions. */
    static void compare(Sides sides, Subject subject, Step old, Step now) {
        Approve was = old.approve();
        Approve is = now.approve();
        if (was != null && is != null) {
            new ApprovalChanges(sides, subject, old, now, was, is).all();
        } else if (was != null) {
            sides.tell(
                    Kind.APPROVAL_REMOVED,
                    subject,
                    was.place(),
                    now.place(),
                    now.words() + "Nobody approves this call any more.");
        } else if (is != null) {
            sides.tell(
                    Kind.APPROVAL_ADDED,
                    subject,
                    old.place(),
                    is.place(),
                    now.words() + "A person approves this call now" + by(is.by()) + ".");
        }
    }

    private void all() {
        when();
        condition(
                "require",
                sides.was().values().maybe(was.require()),
                sides.is().values().maybe(is.require()));
        condition(
                "recheck",
                sides.was().values().maybe(was.recheck()),
                sides.is().values().maybe(is.recheck()));
        people();
        count();
        flag("not", was.notRequester(), is.notRequester(), "whoever started the run may decide alone");
        flag("note", was.noteRequired(), is.noteRequired(), "a decision needs no note any more");
        time("within", was.within(), is.within(), "how long a decision may take");
        time("use_within", was.useWithin(), is.useWithin(), "how long a decision stays good");
        set(
                "edit",
                sides.was().values().exprs(was.edit()),
                sides.is().values().exprs(is.edit()),
                false,
                "whoever decides may change");
        set(
                "show",
                sides.was().values().exprs(was.show()),
                sides.is().values().exprs(is.show()),
                true,
                "whoever decides is shown");
        escalate();
        rest();
    }

    /** Where the risk is high the hold is certain, and a condition beside it changes nothing. */
    private void when() {
        String before = sides.was().values().maybe(was.when());
        String after = sides.is().values().maybe(is.when());
        boolean certain = old.held(sides.before()) == Step.Held.ALWAYS && now.held(sides.after()) == Step.Held.ALWAYS;
        if (Objects.equals(before, after) || certain) {
            return;
        }
        Kind kind = Kind.APPROVAL_CHANGED;
        if (old.held(sides.before()) != now.held(sides.after())) {
            kind = now.held(sides.after()) == Step.Held.ALWAYS ? Kind.APPROVAL_STRENGTHENED : Kind.APPROVAL_WEAKENED;
        } else if (before == null || after == null) {
            // Beside a risk that is a condition, another one holds more calls.
            kind = before == null ? Kind.APPROVAL_STRENGTHENED : Kind.APPROVAL_WEAKENED;
        } else {
            Boolean rarer = Threshold.rarer(before, after);
            if (rarer != null) {
                kind = rarer ? Kind.APPROVAL_WEAKENED : Kind.APPROVAL_STRENGTHENED;
            }
        }
        tell(kind, "when", "the condition that holds the call " + Words.change(before, after));
    }

    private void condition(String key, @Nullable String before, @Nullable String after) {
        if (!Objects.equals(before, after)) {
            Kind kind = before == null
                    ? Kind.APPROVAL_STRENGTHENED
                    : after == null ? Kind.APPROVAL_WEAKENED : Kind.APPROVAL_CHANGED;
            tell(kind, key, "`" + key + "` " + Words.change(before, after));
        }
    }

    private void people() {
        Set<String> before = new LinkedHashSet<>(was.by());
        Set<String> after = new LinkedHashSet<>(is.by());
        if (before.equals(after)) {
            return;
        }
        // An empty list is everybody who may approve at all.
        boolean more = after.isEmpty() || (!before.isEmpty() && after.containsAll(before));
        boolean fewer = before.isEmpty() || (!after.isEmpty() && before.containsAll(after));
        Kind kind = more ? Kind.APPROVAL_WEAKENED : fewer ? Kind.APPROVAL_STRENGTHENED : Kind.APPROVAL_CHANGED;
        tell(kind, "by", "who may decide was " + whoever(before) + ", is " + whoever(after));
    }

    private void count() {
        if (was.count() != is.count()) {
            tell(
                    is.count() < was.count() ? Kind.APPROVAL_WEAKENED : Kind.APPROVAL_STRENGTHENED,
                    "count",
                    "it took " + was.count() + (was.count() == 1 ? " person" : " people") + " to approve, and takes "
                            + is.count());
        }
    }

    private void flag(String key, boolean before, boolean after, String dropped) {
        if (before != after) {
            tell(
                    before ? Kind.APPROVAL_WEAKENED : Kind.APPROVAL_STRENGTHENED,
                    key,
                    before ? dropped : "`" + key + "` is required now");
        }
    }

    private void time(String key, @Nullable Duration before, @Nullable Duration after, String what) {
        if (!Objects.equals(before, after)) {
            boolean longer = after == null || (before != null && after.compareTo(before) > 0);
            tell(
                    longer ? Kind.APPROVAL_WEAKENED : Kind.APPROVAL_STRENGTHENED,
                    key,
                    what + " (`" + key + "`) " + Words.change(Values.duration(before), Values.duration(after)));
        }
    }

    /** @param moreIsSafer what it means that something was added */
    private void set(String key, List<String> before, List<String> after, boolean moreIsSafer, String what) {
        Set<String> added = new LinkedHashSet<>(after);
        before.forEach(added::remove);
        Set<String> gone = new LinkedHashSet<>(before);
        after.forEach(gone::remove);
        if (added.isEmpty() && gone.isEmpty()) {
            return;
        }
        Kind kind = !added.isEmpty() && !gone.isEmpty()
                ? Kind.APPROVAL_CHANGED
                : gone.isEmpty() == moreIsSafer ? Kind.APPROVAL_STRENGTHENED : Kind.APPROVAL_WEAKENED;
        List<String> parts = new ArrayList<>();
        if (!added.isEmpty()) {
            parts.add(what + " " + Words.each(added) + " too");
        }
        if (!gone.isEmpty()) {
            parts.add((added.isEmpty() ? what + " " : "but ") + Words.each(gone) + " no more");
        }
        tell(kind, key, String.join(", ", parts));
    }

    private void escalate() {
        Escalate before = was.escalate();
        Escalate after = is.escalate();
        if (Objects.equals(Meaning.escalate(before), Meaning.escalate(after))) {
            return;
        }
        Set<String> old = before == null ? Set.of() : new HashSet<>(before.by());
        Set<String> next = after == null ? Set.of() : new HashSet<>(after.by());
        boolean sooner = before != null && after != null && after.after().compareTo(before.after()) < 0;
        boolean later = before != null && after != null && after.after().compareTo(before.after()) > 0;
        boolean more = next.containsAll(old) && !later;
        boolean fewer = old.containsAll(next) && !sooner;
        tell(
                more == fewer ? Kind.APPROVAL_CHANGED : more ? Kind.APPROVAL_WEAKENED : Kind.APPROVAL_STRENGTHENED,
                "escalate",
                "whom it goes to when nobody decides "
                        + Words.change(Meaning.escalate(before), Meaning.escalate(after)));
    }

    private void rest() {
        Map<String, Object> before = sides.was().approve(was);
        Map<String, Object> after = sides.is().approve(is);
        for (String key : List.of("remind", "urgency")) {
            if (!Objects.equals(before.get(key), after.get(key))) {
                tell(Kind.HOLD_CHANGED, key, "`" + key + "` " + Words.change(before.get(key), after.get(key)));
            }
        }
        Object title = before.get("title");
        Object next = after.get("title");
        if (!Objects.equals(title, next)) {
            tell(
                    HeadChanges.sameExpressions(title, next) ? Kind.WORDING_CHANGED : Kind.HOLD_CHANGED,
                    "title",
                    "what whoever decides is asked " + Words.change(title, next));
        }
    }

    private void tell(Kind kind, String key, String clause) {
        Place before = sides.old(was.place(), key);
        Place after = sides.now(is.place(), key);
        sides.tell(kind, subject, before, after, now.words() + "Of the approval, " + clause + ".");
    }

    private static String by(Collection<String> people) {
        return people.isEmpty() ? "" : ": " + Words.each(people);
    }

    static String whoever(Collection<String> people) {
        return people.isEmpty() ? "anyone who may approve" : Words.each(people);
    }
}
