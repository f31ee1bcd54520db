package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.Risk;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Actions: where they go, what they may be told, and how risky they are said to be. */
final class ActionChanges {
    private final Sides sides;
    private final Subject subject;
    private final Action was;
    private final Action is;

    private ActionChanges(Sides sides, Action was, Action is) {
        this.sides = sides;
        this.subject = new Subject(Subject.Sort.ACTION, is.name().value());
        this.was = was;
        this.is = is;
    }

    /** @param shared whether actions of the workspace file are looked at too */
    static void compare(Sides sides, boolean shared) {
        compare(sides, sides.before().actions(), sides.after().actions(), shared);
    }

    static void compare(Sides sides, Map<ActionName, Action> before, Map<ActionName, Action> after, boolean shared) {
        before.forEach((name, action) -> {
            ActionName newName = sides.renames().of(name);
            Action other = after.get(newName);
            if (action.shared() && !shared) {
                return;
            }
            if (other == null) {
                sides.tell(
                        Kind.ACTION_REMOVED,
                        new Subject(Subject.Sort.ACTION, name.value()),
                        action.place(),
                        null,
                        "The " + effect(action) + " is gone.");
                return;
            }
            if (!newName.equals(name)) {
                sides.tell(
                        Kind.ACTION_RENAMED,
                        new Subject(Subject.Sort.ACTION, newName.value()),
                        action.place(),
                        other.place(),
                        "It was called `" + name + "`.");
            }
            new ActionChanges(sides, action, other).all();
        });
        after.forEach((name, action) -> {
            boolean known = before.containsKey(name)
                    || sides.renames().actions().containsValue(name)
                    || (action.shared() && !shared);
            if (!known) {
                sides.tell(
                        Kind.ACTION_ADDED,
                        new Subject(Subject.Sort.ACTION, name.value()),
                        null,
                        action.place(),
                        "A " + effect(action) + " is new, of risk "
                                + Words.of(sides.is().risk(action.risk())) + ".");
            }
        });
    }

    private void all() {
        int told = sides.changes().size();
        if (was.effect() != is.effect()) {
            tell(
                    is.effect() == Action.Effect.READ ? Kind.ACTION_WEAKENED : Kind.ACTION_STRENGTHENED,
                    "effect",
                    "it was a " + effect(was) + " and is said to be a " + effect(is));
        } else {
            risk();
            delivery();
        }
        perRun();
        target();
        arguments();
        schema("returns", SchemaForm.maybe(was.returns()), SchemaForm.maybe(is.returns()), Kind.ACTION_CHANGED);
        rest("fails", sides.was().fails(was), sides.is().fails(is));
        rest("concurrency", was.concurrency(), is.concurrency());
        boolean differs = !sides.was().action(was).equals(sides.is().action(is));
        if (differs && sides.changes().size() == told && equivalent()) {
            return;
        }
        if (differs && sides.changes().size() == told) {
            tell(Kind.ACTION_CHANGED, "", "something about it changed");
        }
    }

    /** Whether only schemas are written otherwise, which take the same. */
    private boolean equivalent() {
        return Sides.without(sides.was().action(was), "args", "returns")
                .equals(Sides.without(sides.is().action(is), "args", "returns"));
    }

    private void risk() {
        String before = sides.was().risk(was.risk());
        String after = sides.is().risk(is.risk());
        if (before.equals(after)) {
            return;
        }
        Kind kind = level(is.risk()) < level(was.risk())
                ? Kind.ACTION_WEAKENED
                : level(is.risk()) > level(was.risk()) ? Kind.ACTION_STRENGTHENED : Kind.ACTION_RISK_CHANGED;
        Boolean rarer = kind == Kind.ACTION_RISK_CHANGED ? Threshold.rarer(before, after) : null;
        if (rarer != null) {
            kind = rarer ? Kind.ACTION_WEAKENED : Kind.ACTION_STRENGTHENED;
        }
        tell(kind, "risk", "its risk was " + Words.of(before) + ", is " + Words.of(after));
    }

    private static int level(Risk risk) {
        return switch (risk) {
            case Risk.Low low -> 0;
            case Risk.When when -> 1;
            case Risk.High high -> 2;
        };
    }

    private void delivery() {
        if (was.delivery() != is.delivery()) {
            boolean more = is.delivery() == Action.Delivery.IDEMPOTENT;
            tell(
                    more ? Kind.ACTION_WEAKENED : Kind.ACTION_STRENGTHENED,
                    "delivery",
                    more
                            ? "it was delivered at most once, and may be delivered again with the same key"
                            : "it may have been delivered again, and is delivered at most once");
        }
    }

    private void perRun() {
        Integer before = was.perRun();
        Integer after = is.perRun();
        if (!Objects.equals(before, after)) {
            boolean more = after == null || (before != null && after > before);
            tell(
                    more ? Kind.ACTION_WEAKENED : Kind.ACTION_STRENGTHENED,
                    "per_run",
                    "how often one run may call it " + Words.change(before, after));
        }
    }

    private void target() {
        Map<String, Object> before = sides.was().transport(was.transport());
        Map<String, Object> after = sides.is().transport(is.transport());
        List<String> clauses = Sides.clauses(before, after);
        if (!clauses.isEmpty()) {
            Place old = sides.old(was.place(), "http");
            Place now = sides.now(is.place(), "http");
            sides.tell(
                    Kind.ACTION_TARGET_CHANGED,
                    subject,
                    old,
                    now,
                    "What it does changed: " + String.join("; ", clauses) + ".");
        }
    }

    /** What a write may be told is a bound on what it may do. */
    private void arguments() {
        SchemaChange change = SchemaChange.of(SchemaForm.of(was.args()), SchemaForm.of(is.args()));
        if (change.same()) {
            return;
        }
        boolean write = was.effect() == Action.Effect.WRITE || is.effect() == Action.Effect.WRITE;
        Kind kind = write
                ? change.direction().kind(Kind.ACTION_WEAKENED, Kind.ACTION_STRENGTHENED, Kind.RISKY_VALUE_CHANGED)
                : Kind.ACTION_CHANGED;
        tell(kind, "args", "its `args` " + change.words());
    }

    private void schema(String key, @Nullable Object before, @Nullable Object after, Kind kind) {
        SchemaChange change = SchemaChange.of(before, after);
        if (!change.same()) {
            tell(kind, key, "its `" + key + "` " + change.words());
        }
    }

    private void rest(String key, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            tell(Kind.ACTION_CHANGED, key, "its `" + key + "` " + Words.change(before, after));
        }
    }

    private void tell(Kind kind, String key, String clause) {
        Place old = key.isEmpty() ? was.place() : sides.old(was.place(), key);
        Place now = key.isEmpty() ? is.place() : sides.now(is.place(), key);
        sides.tell(kind, subject, old, now, "Of the action, " + clause + ".");
    }

    private static String effect(Action action) {
        return action.effect().name().toLowerCase(Locale.ROOT);
    }
}
