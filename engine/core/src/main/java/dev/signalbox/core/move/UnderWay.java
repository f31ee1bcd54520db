package dev.signalbox.core.move;

import dev.signalbox.core.run.Activation;
import dev.signalbox.core.run.Ending;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Step;
import dev.signalbox.core.run.Step.Doing;
import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.FlowVerb;
import java.util.ArrayList;
import java.util.List;

/** P902, P905 and P906 of a run: what it has under way, step by step, and which steps begin anew. */
final class UnderWay {
    private final Comparison comparison;
    private final Run run;
    private final State was;
    private final State is;
    private final List<String> again = new ArrayList<>();

    private UnderWay(Comparison comparison, Run run, State was, State is) {
        this.comparison = comparison;
        this.run = run;
        this.was = was;
        this.is = is;
    }

    /** The slots of the steps that begin anew. */
    static List<String> check(Comparison comparison, Run run, Activation activation, State was, State is) {
        UnderWay underWay = new UnderWay(comparison, run, was, is);
        activation.steps().values().forEach(underWay::step);
        if (is.verb() instanceof EachVerb each
                && activation.items() != null
                && activation.items().size() > each.max()) {
            underWay.add(
                    Code.P902,
                    "`" + is.name() + "` takes " + each.max() + " items, and the run goes over "
                            + activation.items().size() + ".");
        }
        return underWay.again;
    }

    private void step(Step step) {
        String slot = step.id().slot();
        switch (step.phase()) {
            case SUCCEEDED -> kept(slot);
            case CHILD -> child(slot);
            case FAILED, DROPPED -> lost(step, slot);
            case UNKNOWN -> unknown();
            case HELD -> held(step, slot);
            case CALLING -> calling(step, slot);
            case BACKOFF -> backoff(step, slot);
            case WAITING -> begun(slot, "The wait begins anew by the new file; the time that has passed counts.");
            case NEW, APPROVED, REFUSED -> anew(step, slot);
        }
    }

    /** What was given stays given, if the new file's step would have given it too. */
    private void kept(String slot) {
        Slots.Slot before = Slots.of(was, slot);
        Slots.Slot after = Slots.of(is, slot);
        if (before == null) {
            // Data that was fetched is data; the step that fetched it has nothing more to give.
            again.add(slot);
        } else if (after == null || !before.gives(after)) {
            add(
                    Code.P902,
                    "The run has what `" + was.name() + "` gave" + in(slot) + ", and in the new file nothing"
                            + " stands there that would give it.");
        }
    }

    private void child(String slot) {
        Slots.Slot before = Slots.of(was, slot);
        Slots.Slot after = Slots.of(is, slot);
        if (!is.name().equals(was.name())) {
            add(
                    Code.P905,
                    "A child run is under way" + in(slot) + " and answers to `" + was.name() + "`, which would be `"
                            + is.name() + "`.");
        } else if (before == null || after == null || !(after.verb() instanceof FlowVerb) || !before.gives(after)) {
            add(Code.P902, "A child run is under way" + in(slot) + ", and the new file starts another or none there.");
        }
    }

    private void lost(Step step, String slot) {
        boolean retried = run.ending() instanceof Ending.Stuck;
        if (retried && step.failure() != null && step.failure().outcome().equals("unknown")) {
            unknown();
        } else if (retried || Slots.of(was, slot) == null) {
            anew(step, slot);
        }
    }

    private void unknown() {
        add(Code.P905, "A call may have happened, and a person has to say first whether it did.");
    }

    private void held(Step step, String slot) {
        Hold hold = step.hold() == null ? null : run.holds().get(step.hold());
        if (hold != null && hold.purpose() == Hold.Purpose.UNKNOWN) {
            unknown();
            return;
        }
        anew(step, slot);
        String votes = hold == null || hold.votes().isEmpty()
                ? ""
                : " The " + hold.votes().size() + " given so far "
                        + (hold.votes().size() == 1 ? "is" : "are") + " void.";
        begun(
                slot,
                "What a person is asked" + in(slot) + " is asked anew as the new file has it, under" + " another hash."
                        + votes);
    }

    private void calling(Step step, String slot) {
        if (step.doing() instanceof Doing.Call call) {
            boolean left = call.delivery() == Action.Delivery.IDEMPOTENT || call.sent();
            if (call.effect() == Action.Effect.WRITE && left) {
                add(
                        Code.P905,
                        call.action() + " is called and may have happened; it can move once the call has answered.");
                return;
            }
        }
        anew(step, slot);
        begun(slot, "What is asked" + in(slot) + " is given up and asked anew; what it cost counts.");
    }

    private void backoff(Step step, String slot) {
        if (step.doing() instanceof Doing.Call call && call.effect() == Action.Effect.WRITE) {
            add(
                    Code.P905,
                    call.action() + " is between two tries and may have happened; it can move once it has answered.");
            return;
        }
        anew(step, slot);
    }

    /** A call that was held is held in the new file too, whatever its risk is there. */
    private void anew(Step step, String slot) {
        Slots.Slot before = Slots.of(was, slot);
        Slots.Slot after = Slots.of(is, slot);
        boolean asked = step.holdsOpened() > 0 && after != null && after.approve() == null;
        if (asked && before != null && before.approve() != null) {
            add(
                    Code.P906,
                    "A person was asked to approve what `" + was.name() + "` " + before.words() + in(slot)
                            + ", and in the new file nobody is.");
        }
        again.add(slot);
    }

    private static String in(String slot) {
        return slot.isEmpty() ? "" : " in `" + slot + "`";
    }

    private void begun(String slot, String message) {
        if (!again.contains(slot)) {
            again.add(slot);
        }
        comparison.add(Code.P910, is.namePlace(), message);
    }

    private void add(Code code, String message) {
        comparison.add(code, is.namePlace(), message, was.namePlace(), "in the old file");
    }
}
