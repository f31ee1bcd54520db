package dev.signalbox.testkit.run;

import dev.signalbox.core.event.Event;
import dev.signalbox.dsl.model.test.Reply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scripted replies that claim to be what was asked for and are not: a mistake of the test, unless it says {@code raw}. */
final class ScriptedMisfits {
    private ScriptedMisfits() {}

    static List<Failure> in(List<PlayedRun> runs, Playing playing) {
        List<Failure> failures = new ArrayList<>();
        for (PlayedRun run : runs) {
            for (Event event : run.events()) {
                Failure failure = misfit(event, playing);
                if (failure != null) {
                    failures.add(failure);
                }
            }
        }
        return failures;
    }

    private static @Nullable Failure misfit(Event event, Playing playing) {
        if (event instanceof Event.ReplyRefused refused) {
            Reply reply = playing.playedFor(new Playing.Call(refused.step(), refused.attempt()));
            return misfit(
                    reply,
                    "This reply is not what the state " + refused.step().state() + " asks for: "
                            + String.join("; ", refused.problems()) + ". `raw:` scripts a reply that does not fit.");
        }
        if (event instanceof Event.CallFailed failed && failed.kind().equals("value")) {
            Reply reply = playing.playedFor(new Playing.Call(failed.step(), failed.attempt()));
            return misfit(
                    reply,
                    "This answer is not what its action returns: " + failed.message()
                            + ". `raw:` scripts an answer that does not fit.");
        }
        return null;
    }

    private static @Nullable Failure misfit(@Nullable Reply reply, String message) {
        return reply != null && reply.outcome() instanceof Reply.Outcome.Returns
                ? Failure.of(Failure.Kind.SCRIPT, reply.place(), message)
                : null;
    }
}
