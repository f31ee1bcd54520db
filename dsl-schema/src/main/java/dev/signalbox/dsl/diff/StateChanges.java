package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.EndVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.model.verb.SetVerb;
import dev.signalbox.dsl.model.verb.StepVerb;
import dev.signalbox.dsl.model.verb.Verb;
import dev.signalbox.dsl.model.verb.WaitVerb;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** States: which there are, what they are called, and what each does. */
final class StateChanges {
    private final Sides sides;
    private final Subject subject;
    private final State was;
    private final State is;

    private StateChanges(Sides sides, State was, State is) {
        this.sides = sides;
        this.subject = subject(is);
        this.was = was;
        this.is = is;
    }

    static Subject subject(State state) {
        return new Subject(Subject.Sort.STATE, state.name().value());
    }

    static void compare(Sides sides) {
        Flow before = sides.before();
        Flow after = sides.after();
        for (State old : before.states().values()) {
            State now = after.states().get(sides.renames().of(old.name()));
            if (now != null) {
                new StateChanges(sides, old, now).all();
                continue;
            }
            sides.tell(
                    Kind.STATE_REMOVED, subject(old), old.namePlace(), null, "The state is gone: " + does(old) + ".");
            Step.of(old).values().forEach(step -> write(sides, subject(old), step, null));
        }
        for (State now : after.states().values()) {
            boolean known = before.states().containsKey(now.name())
                    || sides.renames().states().containsValue(now.name());
            if (!known) {
                sides.tell(
                        Kind.STATE_ADDED, subject(now), null, now.namePlace(), "The state is new: " + does(now) + ".");
                Step.of(now).values().forEach(step -> write(sides, subject(now), null, step));
            }
        }
    }

    /** A call of a write that nobody is certain to be asked about has come or gone. */
    static void write(Sides sides, Subject subject, @Nullable Step old, @Nullable Step now) {
        Action gone = old == null ? null : old.write(sides.before());
        Action added = now == null ? null : now.write(sides.after());
        if (gone != null && old != null && old.held(sides.before()) != Step.Held.ALWAYS) {
            sides.tell(
                    Kind.WRITE_REMOVED,
                    subject,
                    old.place(),
                    now == null ? null : now.place(),
                    old.words() + "It no longer calls the write `" + gone.name() + "`, which "
                            + held(old.held(sides.before())) + ".");
        }
        if (added != null && now != null && now.held(sides.after()) != Step.Held.ALWAYS) {
            sides.tell(
                    Kind.WRITE_ADDED,
                    subject,
                    old == null ? null : old.place(),
                    now.place(),
                    now.words() + "It calls the write `" + added.name() + "`, which " + held(now.held(sides.after()))
                            + ".");
        }
    }

    private static String held(Step.Held held) {
        return switch (held) {
            case ALWAYS -> "always waits for a person";
            case SOMETIMES -> "waits for a person only on a condition";
            case NEVER -> "waits for nobody";
        };
    }

    private static String does(State state) {
        return "`" + Meaning.verbName(state.verb()) + "`"
                + (state.title() == null ? "" : ", " + Words.of(state.title()));
    }

    private void all() {
        if (!was.name().equals(is.name())) {
            sides.tell(
                    Kind.STATE_RENAMED,
                    subject,
                    was.namePlace(),
                    is.namePlace(),
                    "It was called `" + was.name() + "`.");
        }
        words("title", was.title(), is.title());
        words("note", was.note(), is.note());
        int told = sides.changes().size();
        verb();
        if (!(is.verb() instanceof StepVerb && was.verb() instanceof StepVerb)) {
            save();
        }
        assigned(
                "set",
                sides.was().values().assigned(was.set()),
                sides.is().values().assigned(is.set()));
        sides.bound(
                subject,
                sides.old(was.place(), "visits"),
                sides.now(is.place(), "visits"),
                "How often a run may enter it (`visits`)",
                was.visits(),
                is.visits());
        TransitionChanges.compare(sides, subject, was, is);
        rest(told);
    }

    /** Whatever nothing above has words for. */
    private void rest(int told) {
        Map<String, Object> before = sides.was().state(was);
        Map<String, Object> after = sides.is().state(is);
        if (sides.changes().size() == told && !before.equals(after)) {
            List<String> clauses = Sides.clauses(before, after);
            sides.tell(
                    Kind.STATE_CHANGED,
                    subject,
                    was.place(),
                    is.place(),
                    "Of the state, " + String.join("; ", clauses) + ".");
        }
    }

    private void words(String key, @Nullable String before, @Nullable String after) {
        if (!Objects.equals(before, after)) {
            sides.tell(
                    Kind.WORDING_CHANGED,
                    subject,
                    sides.old(was.place(), key),
                    sides.now(is.place(), key),
                    "Its `" + key + "` " + Words.change(before, after) + ".");
        }
    }

    private void verb() {
        String before = Meaning.verbName(was.verb());
        String after = Meaning.verbName(is.verb());
        if (!before.equals(after)) {
            sides.tell(
                    Kind.VERB_CHANGED,
                    subject,
                    was.place(),
                    is.place(),
                    "It was a `" + before + "`, and is a `" + after + "`.");
        }
        Verb old = was.verb();
        Verb now = is.verb();
        if (old instanceof AskVerb a && now instanceof AskVerb b) {
            AskChanges.compare(sides, subject, a, b);
        } else if (old instanceof SetVerb a && now instanceof SetVerb b) {
            assigned(
                    "set",
                    sides.was().values().assigned(a.values()),
                    sides.is().values().assigned(b.values()));
        } else if (old instanceof WaitVerb a && now instanceof WaitVerb b) {
            waited(a, b);
        } else if (old instanceof EndVerb a && now instanceof EndVerb b) {
            object(sides.was().verb(a), sides.is().verb(b));
        } else if (old instanceof ParallelVerb a && now instanceof ParallelVerb b) {
            joined(Meaning.join(a.join()), Meaning.join(b.join()));
        } else if (old instanceof EachVerb a && now instanceof EachVerb b) {
            each(a, b);
        }
        steps();
    }

    private void joined(String before, String after) {
        if (!before.equals(after)) {
            clause("join", "`join` " + Words.change(before, after));
        }
    }

    private void steps() {
        Map<String, Step> before = Step.of(was);
        Map<String, Step> after = Step.of(is);
        before.forEach((slot, step) -> {
            Step other = after.get(slot);
            if (other != null) {
                StepChanges.compare(sides, subject, step, other);
                return;
            }
            if (!slot.isEmpty()) {
                sides.tell(Kind.STEP_REMOVED, subject, step.place(), is.place(), "The branch `" + slot + "` is gone.");
            }
            write(sides, subject, step, null);
        });
        after.forEach((slot, step) -> {
            if (!before.containsKey(slot)) {
                if (!slot.isEmpty()) {
                    sides.tell(
                            Kind.STEP_ADDED, subject, was.place(), step.place(), "The branch `" + slot + "` is new.");
                }
                write(sides, subject, null, step);
            }
        });
    }

    private void waited(WaitVerb old, WaitVerb now) {
        Map<String, Object> before = sides.was().waited(old.what());
        Map<String, Object> after = sides.is().waited(now.what());
        if (!before.equals(after)) {
            clause("wait", String.join("; ", Sides.clauses(before, after)));
        }
        sides.bound(
                subject,
                sides.old(old.place(), "within"),
                sides.now(now.place(), "within"),
                "How long it waits at most (`within`)",
                old.within(),
                now.within());
    }

    private void each(EachVerb old, EachVerb now) {
        sides.bound(
                subject,
                sides.old(old.place(), "max"),
                sides.now(now.place(), "max"),
                "How many items it takes (`max`)",
                old.max(),
                now.max());
        Map<String, Object> before = Sides.without(sides.was().each(old), "max");
        Map<String, Object> after = Sides.without(sides.is().each(now), "max");
        if (!before.equals(after)) {
            clause("each", String.join("; ", Sides.clauses(before, after)));
        }
    }

    private void object(Map<String, Object> before, Map<String, Object> after) {
        if (!before.equals(after)) {
            clause("", String.join("; ", Sides.clauses(before, after)));
        }
    }

    private void clause(String key, String clause) {
        Place old = key.isEmpty() ? was.place() : sides.old(was.place(), key);
        Place now = key.isEmpty() ? is.place() : sides.now(is.place(), key);
        sides.tell(Kind.STATE_CHANGED, subject, old, now, "Of the state, " + clause + ".");
    }

    private void save() {
        StepChanges.save(sides, subject, "", was.save(), is.save(), was.place(), is.place());
    }

    private void assigned(String key, Map<String, Object> before, Map<String, Object> after) {
        if (!before.equals(after)) {
            sides.tell(
                    Kind.VALUES_CHANGED,
                    subject,
                    sides.old(was.place(), key),
                    sides.now(is.place(), key),
                    "What it assigns changed: " + String.join("; ", Sides.clauses(before, after)) + ".");
        }
    }
}
