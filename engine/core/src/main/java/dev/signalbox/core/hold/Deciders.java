package dev.signalbox.core.hold;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Recipient;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Origin;
import dev.signalbox.core.run.Run;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may decide a hold. A delegation only ever narrows what the flow says. */
public final class Deciders {
    private Deciders() {}

    /**
     * Why this person may not decide, or null when they may. An operator stands for every group, but four eyes and
     * {@code not: requester} bind an operator too.
     */
    public static @Nullable String refusal(Run run, Hold hold, Actor actor) {
        Origin.Forked forked = run.origin().forked();
        if (hold.notRequester() && forked != null && actor.id().equals(forked.by())) {
            return actor.id() + " forked the run and may not decide this hold";
        }
        return refusal(run.startedBy(), hold, actor);
    }

    /** The same, of the run whose hold it is only who started it. */
    public static @Nullable String refusal(String requester, Hold hold, Actor actor) {
        String byTheFlow = refusalByTheFlow(requester, hold, actor);
        Hold.Delegation delegated = hold.delegated();
        if (byTheFlow != null
                || delegated == null
                || actor.operator()
                || addressed(List.of(delegated.to()), actor.id(), actor.groups())) {
            return byTheFlow;
        }
        return delegated.by() + " gave this hold to " + delegated.to() + "; take it back before you decide it";
    }

    /** The same, whoever has it by a delegation: who may delegate it, and take it back. */
    public static @Nullable String refusalByTheFlow(Run run, Hold hold, Actor actor) {
        return refusalByTheFlow(run.startedBy(), hold, actor);
    }

    private static @Nullable String refusalByTheFlow(String requester, Hold hold, Actor actor) {
        if (hold.notRequester() && actor.id().equals(requester)) {
            return actor.id() + " started the run and may not decide this hold";
        }
        if (!actor.operator() && !hold.by().isEmpty() && !addressed(hold.by(), actor.id(), actor.groups())) {
            return "this hold is for " + String.join(", ", hold.by()) + ", not for " + actor.id();
        }
        if (hold.votes().stream().anyMatch(vote -> vote.by().equals(actor.id()))) {
            return actor.id() + " has approved already; somebody else has to";
        }
        return null;
    }

    /** Why the hold cannot be given to them, or null when it can. Of groups the flow's own alone: another may have nobody in it who may decide. */
    public static @Nullable String refusal(Run run, Hold hold, Recipient to) {
        return switch (to) {
            case Recipient.Person person -> refusalByTheFlow(run, hold, person.who());
            case Recipient.Group group ->
                hold.by().isEmpty() || hold.by().contains(group.name())
                        ? null
                        : "this hold is for " + String.join(", ", hold.by()) + ", not for " + group.name();
        };
    }

    private static boolean addressed(List<String> by, String id, Set<String> groups) {
        return by.contains(id) || by.stream().anyMatch(groups::contains);
    }
}
