package dev.signalbox.core.move;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.model.verb.BranchVerb;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.EndVerb;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.model.verb.SetVerb;
import dev.signalbox.dsl.model.verb.WaitVerb;
import java.util.ArrayList;
import java.util.List;

/** How a run can stand in a state while it waits for the outside. */
public enum Standing {
    /** A person is to decide or to answer. */
    HELD("waits for a person"),
    /** An action or a model is asked. */
    CALLING("a call is under way"),
    /** A timer runs, or an event is waited for. */
    WAITING("waits"),
    /** Some of it is done. */
    SIDE_BY_SIDE("half done"),
    /** A child run is under way. */
    CHILD("a child run is under way");

    private final String text;

    Standing(String text) {
        this.text = text;
    }

    /** As it is told. */
    public String text() {
        return text;
    }

    /** Every way in which a run can stand in the state; none where it never waits. */
    public static List<Standing> of(State state) {
        return switch (state.verb()) {
            case CallVerb call -> held(state, CALLING);
            case LlmVerb llm -> List.of(CALLING);
            case AskVerb ask -> List.of(HELD);
            case WaitVerb wait -> List.of(WAITING);
            case ParallelVerb parallel -> List.of(SIDE_BY_SIDE);
            case EachVerb each -> List.of(SIDE_BY_SIDE);
            case FlowVerb child -> held(state, CHILD);
            case SetVerb set -> List.of();
            case EndVerb end -> List.of();
            case BranchVerb branch -> List.of();
        };
    }

    private static List<Standing> held(State state, Standing then) {
        List<Standing> all = new ArrayList<>();
        if (state.approve() != null) {
            all.add(HELD);
        }
        all.add(then);
        return all;
    }

    /** What the way it stands there adds to the reasons against a move, and what begins anew. */
    void check(Comparison comparison, State was, State is) {
        switch (this) {
            case HELD -> held(comparison, was, is);
            case CALLING -> calling(comparison, was, is);
            case WAITING ->
                comparison.add(
                        Code.P910,
                        is.namePlace(),
                        "The wait begins anew by the new file; the time that has passed counts.");
            case SIDE_BY_SIDE ->
                comparison.add(Code.P910, is.namePlace(), "What has given its result keeps it; the rest begins anew.");
            case CHILD -> child(comparison, was, is);
        }
    }

    /** The same where nothing stands in the state's place: what may have happened cannot be taken back all the same. */
    void checkGone(Comparison comparison, State was) {
        if (this == CALLING) {
            mayHaveHappened(comparison, was, comparison.now().place());
        }
    }

    private static void held(Comparison comparison, State was, State is) {
        if (was.approve() != null && is.approve() == null) {
            comparison.add(
                    Code.P906,
                    is.namePlace(),
                    "A person was asked to approve it, and in the new file nobody is.",
                    was.namePlace(),
                    "in the old file");
            return;
        }
        comparison.add(
                Code.P910,
                is.namePlace(),
                "What a person is asked is asked anew as the new file has it, under another hash.");
    }

    private static void calling(Comparison comparison, State was, State is) {
        if (mayHaveHappened(comparison, was, is.namePlace())) {
            return;
        }
        comparison.add(Code.P910, is.namePlace(), "What is asked is given up and asked anew; what it cost counts.");
    }

    private static boolean mayHaveHappened(Comparison comparison, State was, Place place) {
        Action action =
                was.verb() instanceof CallVerb call ? comparison.old().actions().get(call.action()) : null;
        if (action == null || action.effect() != Action.Effect.WRITE) {
            return false;
        }
        comparison.add(
                Code.P905,
                place,
                action.name() + " is called and may have happened; it can move once the call has answered.",
                was.namePlace(),
                "in the old file");
        return true;
    }

    private static void child(Comparison comparison, State was, State is) {
        if (!was.name().equals(is.name())) {
            comparison.add(
                    Code.P905,
                    is.namePlace(),
                    "A child run answers to `" + was.name() + "`, which would be `" + is.name() + "`.");
        } else if (was.verb() instanceof FlowVerb old
                && is.verb() instanceof FlowVerb now
                && !old.flow().equals(now.flow())) {
            comparison.add(
                    Code.P902,
                    is.namePlace(),
                    "A child run of " + old.flow() + " is under way, and the new file starts one of " + now.flow()
                            + " there.");
        }
    }
}
