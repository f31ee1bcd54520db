package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.graph.Outcomes;
import dev.signalbox.dsl.model.Next;
import dev.signalbox.dsl.model.Route;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ways out of a state, on success and on every other outcome. */
final class TransitionChanges {
    private static final String ELSE = "else";

    private TransitionChanges() {}

    /**
     * @param label the condition or case; {@value #ELSE} for what is taken without one
     * @param to by its name in the new version
     */
    private record Exit(String label, StateName to, Place place) {
        String words() {
            return label.equals(ELSE) ? "`next`" : "when `" + label + "`";
        }
    }

    static void compare(Sides sides, Subject subject, State was, State is) {
        success(sides, subject, was, is);
        routes(sides, subject, was.otherwise(), is.otherwise());
        refusals(sides, subject, was, is);
    }

    /** The routes of the whole flow. */
    static void shared(Sides sides) {
        Subject subject = new Subject(Subject.Sort.ROUTES, "otherwise");
        routes(sides, subject, sides.before().otherwise(), sides.after().otherwise());
    }

    private static void success(Sides sides, Subject subject, State was, State is) {
        String oldMatch = match(was.next(), sides.was().values());
        String newMatch = match(is.next(), sides.is().values());
        if (oldMatch != null && newMatch != null && !oldMatch.equals(newMatch)) {
            sides.tell(
                    Kind.CONDITION_CHANGED,
                    subject,
                    place(was),
                    place(is),
                    "What decides where it goes (`match`) " + Words.change(oldMatch, newMatch) + ".");
        }
        Map<String, Exit> before = exits(was.next(), sides.was().values(), sides.renames());
        Map<String, Exit> after = exits(is.next(), sides.is().values(), Renames.NONE);
        List<Exit> gone = new ArrayList<>();
        List<Exit> added = new ArrayList<>();
        before.values().stream()
                .filter(exit -> !after.containsKey(exit.label()))
                .forEach(gone::add);
        after.values().stream()
                .filter(exit -> !before.containsKey(exit.label()))
                .forEach(added::add);
        reworded(sides, subject, gone, added);
        before.forEach((label, old) -> {
            Exit now = after.get(label);
            if (now != null && !now.to().equals(old.to())) {
                sides.tell(
                        Kind.TRANSITION_RETARGETED,
                        subject,
                        old.place(),
                        now.place(),
                        "It leads to `" + now.to() + "` " + now.words() + ", and led to `" + old.to() + "`.");
            }
        });
        for (Exit exit : gone) {
            sides.tell(
                    Kind.TRANSITION_REMOVED,
                    subject,
                    exit.place(),
                    is.place(),
                    "It no longer leads to `" + exit.to() + "` " + exit.words() + ".");
        }
        for (Exit exit : added) {
            sides.tell(
                    Kind.TRANSITION_ADDED,
                    subject,
                    was.place(),
                    exit.place(),
                    "It now leads to `" + exit.to() + "` " + exit.words() + ".");
        }
        order(sides, subject, was, is, before, after);
    }

    /** A condition that is gone and a new one that leads to the same state are one that was reworded, taken in order. */
    private static void reworded(Sides sides, Subject subject, List<Exit> gone, List<Exit> added) {
        for (Exit old : List.copyOf(gone)) {
            Exit now = added.stream()
                    .filter(exit -> exit.to().equals(old.to()))
                    .filter(exit -> !exit.label().equals(ELSE) && !old.label().equals(ELSE))
                    .findFirst()
                    .orElse(null);
            if (now != null) {
                gone.remove(old);
                added.remove(now);
                sides.tell(
                        Kind.CONDITION_CHANGED,
                        subject,
                        old.place(),
                        now.place(),
                        "What leads it to `" + now.to() + "` " + Words.change(old.label(), now.label()) + ".");
            }
        }
    }

    /** Of a list the first branch that holds is taken; of cases only one can. */
    private static void order(
            Sides sides, Subject subject, State was, State is, Map<String, Exit> before, Map<String, Exit> after) {
        if (was.next() instanceof Next.Branches && is.next() instanceof Next.Branches) {
            List<String> old = new ArrayList<>(before.keySet());
            old.retainAll(after.keySet());
            List<String> now = new ArrayList<>(after.keySet());
            now.retainAll(before.keySet());
            if (!old.equals(now)) {
                sides.tell(
                        Kind.ORDER_CHANGED,
                        subject,
                        place(was),
                        place(is),
                        "Its branches are tried in another order: " + Words.each(now) + ".");
            }
        }
    }

    private static Place place(State state) {
        Next next = state.next();
        return next == null ? state.place() : next.place();
    }

    private static @Nullable String match(@Nullable Next next, Values values) {
        return next instanceof Next.Match match ? values.expr(match.match()) : null;
    }

    private static Map<String, Exit> exits(@Nullable Next next, Values values, Renames renames) {
        Map<String, Exit> exits = new LinkedHashMap<>();
        switch (next) {
            case null -> {}
            case Next.Always always -> put(exits, ELSE, always.to(), renames);
            case Next.Branches branches ->
                branches.branches()
                        .forEach(branch -> put(
                                exits,
                                branch.when() == null ? ELSE : values.expr(branch.when()),
                                branch.to(),
                                renames));
            case Next.Match match -> {
                match.cases().forEach(one -> put(exits, String.valueOf(one.value()), one.to(), renames));
                if (match.otherwise() != null) {
                    put(exits, ELSE, match.otherwise(), renames);
                }
            }
        }
        return exits;
    }

    /** Of two branches of one condition only the first is ever taken. */
    private static void put(Map<String, Exit> exits, String label, Next.Target to, Renames renames) {
        exits.putIfAbsent(label, new Exit(label, renames.of(to.state()), to.place()));
    }

    private static void routes(Sides sides, Subject subject, Map<String, Route> before, Map<String, Route> after) {
        Set<String> outcomes = new LinkedHashSet<>(before.keySet());
        outcomes.addAll(after.keySet());
        for (String outcome : outcomes) {
            Route old = before.get(outcome);
            Route now = after.get(outcome);
            if (old == null && now != null) {
                sides.tell(
                        Kind.ROUTE_ADDED,
                        subject,
                        null,
                        now.place(),
                        "`" + outcome + "` leads to `" + now.to() + "` now.");
            } else if (old != null && now == null) {
                sides.tell(
                        Kind.ROUTE_REMOVED,
                        subject,
                        old.place(),
                        null,
                        "`" + outcome + "` no longer leads to `"
                                + sides.renames().of(old.to()) + "`.");
            } else if (old != null && now != null) {
                route(sides, subject, old, now);
            }
        }
    }

    private static void route(Sides sides, Subject subject, Route old, Route now) {
        StateName led = sides.renames().of(old.to());
        if (!led.equals(now.to())) {
            sides.tell(
                    Kind.ROUTE_RETARGETED,
                    subject,
                    old.toPlace(),
                    now.toPlace(),
                    "`" + now.outcome() + "` leads to `" + now.to() + "`, and led to `" + led + "`.");
        }
        Map<String, Object> before = Sides.without(sides.was().route(old), "to");
        Map<String, Object> after = Sides.without(sides.is().route(now), "to");
        if (!before.equals(after)) {
            sides.tell(
                    Kind.ROUTE_CHANGED,
                    subject,
                    old.place(),
                    now.place(),
                    "Of the route for `" + now.outcome() + "`, " + String.join("; ", Sides.clauses(before, after))
                            + ".");
        }
    }

    /** A refusal that leads where an approval does is no refusal. */
    private static void refusals(Sides sides, Subject subject, State was, State is) {
        for (String outcome : List.of(Outcomes.REJECTED, Outcomes.EXPIRED)) {
            Route old = was.otherwise().get(outcome);
            Route now = is.otherwise().get(outcome);
            boolean went = old != null
                    && approved(was)
                    && exits(was.next(), sides.was().values(), sides.renames()).values().stream()
                            .anyMatch(exit -> exit.to().equals(sides.renames().of(old.to())));
            boolean goes = now != null
                    && approved(is)
                    && exits(is.next(), sides.is().values(), Renames.NONE).values().stream()
                            .anyMatch(exit -> exit.to().equals(now.to()));
            if (went != goes) {
                sides.tell(
                        goes ? Kind.REFUSAL_GOES_ON : Kind.REFUSAL_STOPS,
                        subject,
                        old == null ? was.place() : old.toPlace(),
                        now == null ? is.place() : now.toPlace(),
                        goes
                                ? "`" + outcome + "` leads where success does, to `"
                                        + Objects.requireNonNull(now).to() + "`."
                                : "`" + outcome + "` no longer leads where success does.");
            }
        }
    }

    private static boolean approved(State state) {
        return Step.of(state).values().stream().anyMatch(step -> step.approve() != null);
    }
}
