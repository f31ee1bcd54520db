package dev.signalbox.runtime.draft;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.decide.Decider;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Target;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Activation;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Step;
import dev.signalbox.core.run.Usage;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.runtime.api.DraftViews;
import dev.signalbox.runtime.model.RecordedReply;
import dev.signalbox.runtime.model.ReplyBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One step of a text, decided as the engine decides it and forgotten: a run that nobody keeps stands in the state, what it asks
 * for is shown and never carried out, and what the other side says is what the caller lets it say.
 */
public final class StepTrial {
    private final Draft draft;
    private final StandingRun standing;
    private final GivenReply.Replies replies;
    private final ReplyBook book;
    private final Map<String, String> env;
    private final List<Event> events = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private Run run;
    private Instant now;
    private boolean left;

    private StepTrial(
            Draft draft, StandingRun standing, GivenReply.Replies replies, ReplyBook book, Map<String, String> env) {
        this.draft = draft;
        this.standing = standing;
        this.replies = replies;
        this.book = book;
        this.env = env;
        run = standing.run();
        now = run.updatedAt();
        problems.addAll(standing.notes());
    }

    /**
     * @param now the time of a trial whose data says none
     * @param book recorded replies
     * @param env the declared environment names that have a value
     */
    public static DraftViews.StepView of(
            Draft draft,
            DraftViews.StepRequest request,
            dev.signalbox.runtime.port.RunStore store,
            ReplyBook book,
            Map<String, String> env,
            Instant now) {
        StandingRun standing = StandingRun.of(draft, request.state(), request.given(), store, now);
        StepTrial trial = new StepTrial(draft, standing, GivenReply.read(request.reply()), book, env);
        trial.decide(new Command.Wake());
        if (trial.replies.given()) {
            trial.reply();
        }
        return trial.told();
    }

    /** Whatever comes after the step has left its state is no part of it. */
    private void decide(Command command) {
        switch (Decider.decide(draft.checked(), run, command, new Live(now, env))) {
            case Decision.Rejected rejected -> problems.add(sentence(rejected.message()));
            case Decision.Accepted accepted -> {
                run = accepted.run();
                for (Event event : accepted.events()) {
                    if (left) {
                        break;
                    }
                    events.add(event);
                    left = event instanceof Event.StateEntered
                            || event instanceof Event.RunEnded
                            || event instanceof Event.RunStuck;
                }
                accepted.effects().stream()
                        .filter(effect ->
                                effect.step().state().equals(standing.state().name())
                                        && effect.step().visit() == 1)
                        .forEach(effects::add);
            }
        }
    }

    private void reply() {
        boolean used = false;
        for (String slot : slots()) {
            GivenReply reply = replies.of(slot);
            if (reply != null && !left) {
                used |= reply(slot, reply);
            }
        }
        if (!used && !left) {
            problems.add("Nothing that the step waits for takes this reply.");
        } else if (!used) {
            problems.add("The step asks nobody, so the reply was not used.");
        }
    }

    private List<String> slots() {
        Activation activation = left ? null : run.activation();
        return activation == null ? List.of() : List.copyOf(activation.steps().keySet());
    }

    private @Nullable Step step(String slot) {
        Activation activation = left ? null : run.activation();
        return activation == null ? null : activation.step(slot);
    }

    private boolean reply(String slot, GivenReply reply) {
        Step step = step(slot);
        if (step == null) {
            return false;
        }
        return switch (step.phase()) {
            case HELD -> held(slot, step, reply);
            case CALLING -> called(step, reply);
            case WAITING -> waited(step, reply);
            case CHILD -> child(step, reply);
            case NEW, APPROVED, BACKOFF, REFUSED, UNKNOWN, SUCCEEDED, FAILED, DROPPED -> false;
        };
    }

    private boolean held(String slot, Step step, GivenReply reply) {
        HoldId id = step.hold();
        Hold hold = id == null ? null : run.holds().get(id);
        if (hold == null) {
            return false;
        }
        if (reply instanceof GivenReply.Expires) {
            return until(hold.due(), "This hold has no time: nobody's silence ends it.");
        }
        if (hold.purpose() != Hold.Purpose.APPROVE) {
            if (reply instanceof GivenReply.Value value) {
                decide(new Command.AnswerHold(hold.id(), null, value.value(), "on trial", somebody(hold, 0)));
                return true;
            }
            return false;
        }
        if (reply instanceof GivenReply.Rejects rejects) {
            decide(new Command.RejectHold(hold.id(), null, rejects.note(), somebody(hold, 0)));
            return true;
        }
        for (int vote = 0; vote < hold.count(); vote++) {
            decide(new Command.ApproveHold(hold.id(), null, Map.of(), null, "on trial", somebody(hold, vote)));
        }
        Step approved = step(slot);
        if (!(reply instanceof GivenReply.Approves) && approved != null && approved.phase() != Step.Phase.HELD) {
            reply(slot, reply);
        }
        return true;
    }

    /** One of those who may decide; never who started the run. */
    private static Actor somebody(Hold hold, int number) {
        String id = "somebody" + (number == 0 ? "" : " " + (number + 1));
        return new Actor(id, Set.copyOf(hold.by()), "trial", false, true);
    }

    private boolean called(Step step, GivenReply reply) {
        for (Effect effect : List.copyOf(effects)) {
            if (!effect.step().equals(step.id())) {
                continue;
            }
            if (effect instanceof Effect.ActionCall call && call.attempt() == step.attempt()) {
                return action(call, reply);
            }
            if (effect instanceof Effect.ModelCall call && call.attempt() == step.attempt()) {
                return model(call, reply);
            }
        }
        return false;
    }

    private boolean action(Effect.ActionCall call, GivenReply reply) {
        ActionOutcome outcome = outcome(call, reply);
        if (outcome == null) {
            return false;
        }
        if (call.delivery() == Action.Delivery.AT_MOST_ONCE) {
            decide(new Command.ReportLeaving(call.step(), call.attempt()));
        }
        decide(new Command.CompleteAction(call.step(), call.attempt(), outcome));
        return true;
    }

    private static @Nullable ActionOutcome outcome(Effect.ActionCall call, GivenReply reply) {
        if (reply instanceof GivenReply.Value value) {
            Map<String, Object> response = new LinkedHashMap<>();
            if (call.target() instanceof Target.Http) {
                response.put("status", 200L);
                response.put("headers", Map.of());
            }
            response.put("body", value.value());
            return new ActionOutcome.Answered(value.value(), Json.of(response));
        }
        if (!(reply instanceof GivenReply.Fails fails)) {
            return null;
        }
        // After a time-out or a lost connection nobody knows what became of a write.
        boolean lost = Set.of("timeout", "connection", "unknown").contains(fails.kind());
        return lost && call.effect() == Action.Effect.WRITE
                ? new ActionOutcome.Unknown(fails.kind(), fails.message())
                : new ActionOutcome.Failed(fails.kind(), fails.message(), null, null);
    }

    private boolean model(Effect.ModelCall call, GivenReply reply) {
        String text;
        switch (reply) {
            case GivenReply.Text said -> text = said.text();
            case GivenReply.Value value ->
                text = value.value() instanceof String word ? word : JsonText.write(value.value());
            case GivenReply.Recorded recorded -> {
                RecordedReply found = recorded(call);
                if (found == null) {
                    problems.add("No reply is recorded for this very question: a changed prompt, context or schema"
                            + " is another question.");
                    return true;
                }
                text = found.text();
            }
            case GivenReply.Fails fails -> {
                decide(new Command.CompleteModel(
                        call.step(), call.attempt(), new ModelOutcome.Failed(fails.kind(), fails.message(), null)));
                return true;
            }
            case GivenReply.Approves approves -> {
                return false;
            }
            case GivenReply.Rejects rejects -> {
                return false;
            }
            case GivenReply.Expires expires -> {
                return false;
            }
        }
        decide(new Command.CompleteModel(
                call.step(),
                call.attempt(),
                new ModelOutcome.Replied(text, call.model().value(), 0, 0, 0, 0)));
        return true;
    }

    private @Nullable RecordedReply recorded(Effect.ModelCall call) {
        return book.find(call.flow().value(), call.step().state().value(), call.question());
    }

    private boolean waited(Step step, GivenReply reply) {
        if (!(step.doing() instanceof Step.Doing.Wait wait)) {
            return false;
        }
        if (reply instanceof GivenReply.Value value && wait.event() != null && wait.key() != null) {
            decide(new Command.DeliverEvent(wait.event(), wait.key(), "trial", value.value()));
            return true;
        }
        if (reply instanceof GivenReply.Expires) {
            return until(wait.until() == null ? wait.expires() : wait.until(), "Nothing bounds this wait.");
        }
        return false;
    }

    private boolean until(@Nullable Instant due, String never) {
        if (due == null) {
            problems.add(never);
            return true;
        }
        now = due.plusMillis(1);
        decide(new Command.Wake());
        return true;
    }

    private boolean child(Step step, GivenReply reply) {
        if (!(step.doing() instanceof Step.Doing.Child child)) {
            return false;
        }
        if (reply instanceof GivenReply.Value value) {
            decide(new Command.CompleteChild(step.id(), child.run(), "succeeded", value.value(), null, Usage.NONE));
            return true;
        }
        if (reply instanceof GivenReply.Fails fails) {
            String status = fails.kind().equals("flow.cancelled") ? "cancelled" : "failed";
            decide(new Command.CompleteChild(step.id(), child.run(), status, null, fails.message(), Usage.NONE));
            return true;
        }
        return false;
    }

    private DraftViews.StepView told() {
        return new StepTold(draft, standing, run, events, effects, call -> recorded(call) != null).view(left, problems);
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + (words.endsWith(".") ? "" : ".");
    }
}
