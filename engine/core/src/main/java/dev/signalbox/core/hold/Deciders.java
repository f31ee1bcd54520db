package dev.signalbox.core.hold;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Origin;
import dev.signalbox.core.run.Run;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may decide a hold. */
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

    private static boolean addressed(java.util.List<String> by, String id, Set<String> groups) {
        return by.contains(id) || by.stream().anyMatch(groups::contains);
    }
}
