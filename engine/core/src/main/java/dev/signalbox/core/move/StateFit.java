package dev.signalbox.core.move;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Related;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.model.verb.BranchVerb;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.EndVerb;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.model.verb.SetVerb;
import dev.signalbox.dsl.model.verb.Verb;
import dev.signalbox.dsl.model.verb.WaitVerb;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** P901 and P902: whether the new file has a state in the old one's place that does the same. */
final class StateFit {
    private StateFit() {}

    /** What stands in the state's place; null with a finding where nothing does. */
    static @Nullable State there(Comparison comparison, StateName name) {
        State found = comparison.newState(name);
        if (found == null) {
            State was = comparison.oldState(name);
            String near = Nearest.to(
                    name.value(),
                    comparison.now().states().keySet().stream()
                            .map(StateName::value)
                            .toList());
            comparison.add(Diagnostic.of(
                            Code.P901,
                            comparison.now().place(),
                            "The new file has no state `" + comparison.mapping.state(name) + "`.")
                    .withHelp("Say in a mapping which state takes its place: `states: { " + name + ": "
                            + (near == null ? "NEW" : near) + " }`.")
                    .withRelated(List.of(new Related(was.namePlace().span(), "a run stands here"))));
        }
        return found;
    }

    /** Whether it does the same. */
    static void same(Comparison comparison, State was, State is) {
        String before = words(was.verb());
        String after = words(is.verb());
        if (!before.equals(after)) {
            differs(comparison, was, is, "`" + is.name() + "` " + after + ", and in the old file it " + before + ".");
            return;
        }
        if (was.verb() instanceof WaitVerb old && is.verb() instanceof WaitVerb now) {
            waits(comparison, was, is, old, now);
        } else if (was.verb() instanceof ParallelVerb old && is.verb() instanceof ParallelVerb now) {
            branches(comparison, was, is, old, now);
        } else if (was.verb() instanceof EachVerb old && is.verb() instanceof EachVerb now) {
            items(comparison, was, is, old, now);
        }
    }

    private static void waits(Comparison comparison, State was, State is, WaitVerb old, WaitVerb now) {
        if (old.what() instanceof WaitVerb.For.Event before && now.what() instanceof WaitVerb.For.Event after) {
            if (!before.name().equals(after.name())) {
                differs(
                        comparison,
                        was,
                        is,
                        "`" + is.name() + "` waits for the event " + after.name() + ", and the run waits for "
                                + before.name() + ".");
            } else if (!source(before.key()).equals(source(after.key()))) {
                differs(comparison, was, is, "`" + is.name() + "` waits for its event under another key.");
            }
        } else if (old.what() instanceof WaitVerb.For.Event != now.what() instanceof WaitVerb.For.Event) {
            differs(
                    comparison,
                    was,
                    is,
                    "One of the files waits for a time in `" + is.name() + "`, the other for an event.");
        }
    }

    private static String source(@Nullable Expr expr) {
        return expr == null ? "run.key" : expr.source().strip();
    }

    private static void branches(Comparison comparison, State was, State is, ParallelVerb old, ParallelVerb now) {
        if (!old.branches().keySet().equals(now.branches().keySet())) {
            differs(
                    comparison,
                    was,
                    is,
                    "`" + is.name() + "` has the branches "
                            + String.join(", ", now.branches().keySet()) + ", and the run is in "
                            + String.join(", ", old.branches().keySet()) + ".");
            return;
        }
        for (String name : now.branches().keySet()) {
            inner(comparison, was, is, name, "The branch `" + name + "` of `" + is.name() + "`");
        }
    }

    private static void items(Comparison comparison, State was, State is, EachVerb old, EachVerb now) {
        if (!old.in().source().strip().equals(now.in().source().strip())
                || !old.item().equals(now.item())) {
            differs(comparison, was, is, "`" + is.name() + "` goes over another list, and the run has begun with its.");
        }
        inner(comparison, was, is, "0", "The step of `" + is.name() + "`");
    }

    private static void inner(Comparison comparison, State was, State is, String slot, String subject) {
        Slots.Slot before = Objects.requireNonNull(Slots.of(was, slot));
        Slots.Slot after = Objects.requireNonNull(Slots.of(is, slot));
        if (!before.gives(after)) {
            differs(
                    comparison,
                    was,
                    is,
                    subject + " " + after.words() + ", and in the old file it " + before.words() + ".");
        }
    }

    private static void differs(Comparison comparison, State was, State is, String message) {
        Place old = was.namePlace();
        comparison.add(Code.P902, is.namePlace(), message, old, "in the old file");
    }

    /** What a state does, for a sentence. */
    static String words(Verb verb) {
        return switch (verb) {
            case SetVerb set -> "sets data";
            case CallVerb call -> "calls an action";
            case LlmVerb llm -> "asks a model";
            case AskVerb ask -> "asks a person";
            case WaitVerb wait -> "waits";
            case ParallelVerb parallel -> "does several things side by side";
            case EachVerb each -> "goes over a list";
            case FlowVerb flow -> "starts a child run";
            case EndVerb end -> "ends the run";
            case BranchVerb branch -> "only branches";
        };
    }
}
