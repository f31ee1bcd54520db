package dev.signalbox.testkit.sim;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.HoldId;
import java.util.List;
import java.util.function.Predicate;

/** Whatever was decided about a hold, a person has decided: there is a decision of theirs, made for that hold as it was then. */
final class PeoplesDecisions {
    private final Journal journal;
    private final List<Violation> found;

    PeoplesDecisions(Journal journal, List<Violation> found) {
        this.journal = journal;
        this.found = found;
    }

    void check() {
        for (Journal.Story story : journal.stories().values()) {
            for (Event event : story.log) {
                switch (event) {
                    case Event.HoldApproved approved ->
                        decided(
                                event,
                                approved.hold(),
                                approved.by(),
                                one -> one instanceof Command.ApproveHold approve
                                        && (!approve.edit().isEmpty()
                                                || approved.hash().equals(approve.hash())));
                    case Event.HoldVoted voted ->
                        decided(event, voted.hold(), voted.by(), Command.ApproveHold.class::isInstance);
                    case Event.HoldEdited edited ->
                        decided(
                                event,
                                edited.hold(),
                                edited.by(),
                                one -> one instanceof Command.ApproveHold approve
                                        && approve.edit().equals(edited.edit()));
                    case Event.HoldRejected no ->
                        decided(event, no.hold(), no.by(), Command.RejectHold.class::isInstance);
                    case Event.HoldAnswered answered ->
                        decided(event, answered.hold(), answered.by(), Command.AnswerHold.class::isInstance);
                    default -> {}
                }
            }
        }
    }

    private void decided(Event event, HoldId hold, String by, Predicate<Command> such) {
        boolean person = journal.ops().stream().anyMatch(op -> {
            HoldOf of = HoldOf.orNull(op.command);
            return of != null && of.hold().equals(hold) && of.actor().id().equals(by) && such.test(op.command);
        });
        if (!person) {
            found.add(new Violation(3, "a decision that no person made: " + HostileWorld.shortened(event)));
        }
    }
}
