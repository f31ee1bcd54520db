package dev.signalbox.core.decide;

import dev.signalbox.core.decide.Decision.Rejected;
import dev.signalbox.core.effect.Target;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.check.CheckedFlow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an edit would make of a hold, without deciding it. */
public final class Previews {
    private Previews() {}

    /** A preview: what would be called and its hash, or why the edit cannot be. */
    public sealed interface Preview {
        record Would(
                Map<String, Object> args, @Nullable Target target, String hash, String title, List<Hold.Shown> show)
                implements Preview {}

        record Refused(Rejected rejected) implements Preview {}
    }

    public static Preview preview(CheckedFlow flow, Run run, HoldId id, Map<String, Object> edit, Live live) {
        Turn turn = new Turn(flow, run, live);
        Hold hold = run.holds().get(id);
        if (hold == null) {
            return new Preview.Refused(Decider.rejected(Decision.Reason.NOT_FOUND, "there is no open hold " + id));
        }
        if (hold.purpose() != Hold.Purpose.APPROVE) {
            return new Preview.Refused(
                    Decider.rejected(Decision.Reason.INVALID, "this hold asks for an answer; nothing can be edited"));
        }
        try {
            Edits.Edited edited = Edits.apply(turn, hold, edit);
            return new Preview.Would(edited.args(), edited.target(), edited.hash(), edited.title(), edited.show());
        } catch (Edits.Refused e) {
            return new Preview.Refused(e.rejected());
        }
    }
}
