package dev.signalbox.runtime.dispatch;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.ModelOutcome;

/** What a result that no longer counts says, in one sentence for the log. */
final class Evidence {
    private Evidence() {}

    static String of(ActionOutcome outcome) {
        return switch (outcome) {
            case ActionOutcome.Answered answered -> "it answered after another engine had taken it over";
            case ActionOutcome.Failed failed ->
                "it failed (" + failed.kind() + ") after another engine had taken it over";
            case ActionOutcome.Unknown unknown ->
                "it may have happened (" + unknown.kind() + "), and another engine had taken it over";
        };
    }

    static String of(ModelOutcome outcome) {
        return switch (outcome) {
            case ModelOutcome.Replied replied -> "it replied after another engine had taken it over";
            case ModelOutcome.Failed failed ->
                "it failed (" + failed.kind() + ") after another engine had taken it over";
            case ModelOutcome.NoRoom full ->
                "it was not made, after another engine had taken it over: " + full.message();
            case ModelOutcome.NeedsPerson person -> "it asked for a person after another engine had taken it over";
        };
    }
}
