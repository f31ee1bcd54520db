package dev.signalbox.core.decide;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.command.Recipient;
import dev.signalbox.core.decide.Decision.Reason;
import dev.signalbox.core.decide.Decision.Rejected;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.hold.Deciders;
import dev.signalbox.core.run.Hold;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people do about a hold short of deciding it: they ask, answer, and give it to each other. */
final class Talk {
    private Talk() {}

    static @Nullable Rejected discuss(Turn turn, Command.DiscussHold discuss) {
        Hold hold = turn.run().holds().get(discuss.hold());
        Rejected closed = People.closed(turn, hold, discuss.hold());
        if (closed != null || hold == null) {
            return closed;
        }
        String text = discuss.text().strip();
        if (text.isEmpty()) {
            return Decider.rejected(Reason.INVALID, "there is no text in it");
        }
        if (text.length() > Hold.LONGEST_TEXT) {
            return Decider.rejected(
                    Reason.INVALID, "the text has " + text.length() + " characters of at most " + Hold.LONGEST_TEXT);
        }
        if (hold.thread().size() >= Hold.MOST_SAID) {
            return Decider.rejected(
                    Reason.CONFLICT,
                    Hold.MOST_SAID + " texts have been written about this hold, and no more fit: decide it");
        }
        Actor actor = discuss.actor();
        turn.emit(new Event.HoldDiscussed(turn.now(), hold.id(), text, actor.id(), actor.via(), actor.authenticated()));
        return null;
    }

    static @Nullable Rejected delegate(Turn turn, Command.DelegateHold delegate) {
        Hold hold = turn.run().holds().get(delegate.hold());
        Rejected closed = People.closed(turn, hold, delegate.hold());
        if (closed != null || hold == null) {
            return closed;
        }
        Actor actor = delegate.actor();
        // Who has it matters not: a colleague takes back what lies with somebody who is away.
        String forbidden = Deciders.refusalByTheFlow(turn.run(), hold, actor);
        if (forbidden != null) {
            return Decider.rejected(Reason.FORBIDDEN, forbidden);
        }
        Recipient to = delegate.to();
        String cannot = Deciders.refusal(turn.run(), hold, to);
        if (cannot != null) {
            return Decider.rejected(Reason.INVALID, cannot);
        }
        Hold.Delegation before = hold.delegated();
        if (before != null && before.to().equals(to.name())) {
            return new Rejected(
                    Reason.CONFLICT, to.name() + " has this hold already", Map.of("delegated_to", to.name()));
        }
        if (before != null && before.times() >= Hold.MOST_DELEGATIONS) {
            return Decider.rejected(
                    Reason.CONFLICT,
                    "this hold was given on " + before.times() + " times, and no more: " + before.to() + " has it");
        }
        turn.emit(new Event.HoldDelegated(
                turn.now(),
                hold.id(),
                to.name(),
                actor.id(),
                actor.via(),
                actor.authenticated(),
                delegate.note() == null || delegate.note().isBlank() ? null : delegate.note()));
        return null;
    }
}
