package dev.signalbox.runtime.view;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.ForkTrial;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Recollection;
import dev.signalbox.core.run.Recollection.Answer;
import dev.signalbox.core.run.Run;
import dev.signalbox.runtime.api.ForkViews;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a fork would do, as it is shown. */
public final class ForkPlans {
    private ForkPlans() {}

    /** @param there the run as it stood where it is forked */
    public static ForkViews.ForkPlan view(
            Command.ForkRun fork, Run there, ForkTrial.Planned planned, boolean again, @Nullable String blocked) {
        return new ForkViews.ForkPlan(
                fork.from().value(),
                fork.seq(),
                again ? "again" : "recorded",
                there.state() == null ? null : there.state().value(),
                planned.run().status().text(),
                planned.requests().stream().map(ForkPlans::request).toList(),
                planned.holds().stream().map(ForkPlans::hold).toList(),
                blocked);
    }

    private static ForkViews.PlannedRequest request(ForkTrial.Request request) {
        Recollection recorded = request.recorded();
        return new ForkViews.PlannedRequest(
                request.step().state().value(),
                request.step().visit(),
                slot(request.step().slot()),
                word(request.kind()),
                request.what(),
                request.effect() == null ? null : word(request.effect()),
                request.delivery() == null ? null : word(request.delivery()),
                request.risky() ? "high" : "low",
                request.args(),
                recorded == null ? "again" : "record",
                recorded == null ? null : answer(recorded.answer()),
                recorded == null ? null : recorded.seq(),
                request.atOnce());
    }

    private static String answer(Answer answer) {
        return switch (answer) {
            case Answer.Result result -> "result";
            case Answer.Reply reply -> "result";
            case Answer.ChildEnd end -> end.status().equals("succeeded") ? "result" : "failed";
            case Answer.Failed failed -> "failed";
            case Answer.NoReply none -> "failed";
            case Answer.Unknown unknown -> "unknown";
        };
    }

    private static ForkViews.PlannedHold hold(ForkTrial.Opening opening) {
        Hold hold = opening.hold();
        return new ForkViews.PlannedHold(
                hold.step().state().value(),
                hold.step().visit(),
                slot(hold.step().slot()),
                hold.purpose() == Hold.Purpose.APPROVE ? "approve" : "ask",
                hold.title(),
                hold.by(),
                opening.atOnce());
    }

    private static @Nullable String slot(String slot) {
        return slot.isEmpty() ? null : slot;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
