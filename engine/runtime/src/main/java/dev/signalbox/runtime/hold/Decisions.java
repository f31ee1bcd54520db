package dev.signalbox.runtime.hold;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.decide.Previews;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.dispatch.Dispatcher;
import dev.signalbox.runtime.dispatch.Handled;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.Environment;
import dev.signalbox.runtime.run.Refusals;
import dev.signalbox.runtime.run.RunReader;
import dev.signalbox.runtime.view.HoldViews;
import dev.signalbox.runtime.workspace.LiveWorkspace;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people do with holds. */
final class Decisions {
    private final Dispatcher dispatcher;
    private final RunReader reader;
    private final LiveWorkspace workspace;
    private final Environment environment;
    private final Clock clock;
    private final Claiming claims;
    private final @Nullable PlayedReplies played;

    /** @param played keeps answers in a model's place; null to keep none */
    Decisions(
            Dispatcher dispatcher,
            RunReader reader,
            LiveWorkspace workspace,
            Environment environment,
            Clock clock,
            Claiming claims,
            @Nullable PlayedReplies played) {
        this.dispatcher = dispatcher;
        this.reader = reader;
        this.workspace = workspace;
        this.environment = environment;
        this.clock = clock;
        this.claims = claims;
        this.played = played;
    }

    Views.HoldView preview(String hold, Map<String, Object> edit) {
        Views.HoldView shown = reader.hold(hold);
        Previews.Preview.Would would = would(hold, edit);
        return HoldViews.edited(shown, would);
    }

    private Previews.Preview.Would would(String hold, Map<String, Object> edit) {
        Run run = dispatcher.run(HoldReader.runOf(hold));
        if (run == null) {
            throw Refusals.noHold(hold);
        }
        Live live = new Live(clock.now(), environment.env());
        return switch (Previews.preview(workspace.pinned(run.bundle()).flow(), run, new HoldId(hold), edit, live)) {
            case Previews.Preview.Would would -> would;
            case Previews.Preview.Refused refused -> throw Refusals.of(refused.rejected());
        };
    }

    Views.DecisionView decide(String hold, Views.DecisionRequest request, Actor actor) {
        HoldId id = new HoldId(RunReader.nonEmpty(hold));
        RunId run = HoldReader.runOf(hold);
        Map<String, Object> edit = request.edit() == null ? Map.of() : request.edit();
        Command command = switch (request.decision()) {
            case "approve" ->
                new Command.ApproveHold(id, request.hash(), edit, request.editedHash(), request.note(), actor);
            case "reject" -> new Command.RejectHold(id, request.hash(), request.note(), actor);
            case "answer" -> answer(id, request, actor);
            default ->
                throw new Problem(
                        Problem.Kind.BAD_REQUEST,
                        "A decision is approve, reject or answer, not " + request.decision() + ".");
        };
        claims.guard(id, actor);
        Event.ModelRequested asked =
                played != null && command instanceof Command.AnswerHold ? played.question(id) : null;
        return switch (dispatcher.handle(run, command)) {
            case Handled.Done done -> {
                if (played != null && asked != null && command instanceof Command.AnswerHold answered) {
                    played.keep(asked, done.run().flow().value(), answered.answer());
                }
                if (done.run().holds().containsKey(id)) {
                    claims.voted(id, actor);
                }
                yield new Views.DecisionView(hold, status(id, request, done.run()), actor.id(), reader.run(done.run()));
            }
            case Handled.Refused refused -> throw Refusals.of(refused.why());
            case Handled.NoSuchRun none -> throw Refusals.noHold(hold);
            case Handled.KeyTaken taken -> throw new IllegalStateException("a decision starts no run");
            case Handled.StartedBefore before -> throw new IllegalStateException("a decision starts no run");
            case Handled.Stale stale -> throw new IllegalStateException("a decision has no claim");
        };
    }

    private static Command answer(HoldId id, Views.DecisionRequest request, Actor actor) {
        Object answer = request.answer();
        if (answer == null) {
            throw new Problem(Problem.Kind.INVALID, "The decision is an answer, and there is none in it.");
        }
        return new Command.AnswerHold(id, request.hash(), answer, request.note(), actor);
    }

    private static String status(HoldId hold, Views.DecisionRequest request, Run run) {
        if (run.holds().containsKey(hold)) {
            return "voted";
        }
        return switch (request.decision()) {
            case "approve" -> "approved";
            case "reject" -> "rejected";
            default -> "answered";
        };
    }
}
