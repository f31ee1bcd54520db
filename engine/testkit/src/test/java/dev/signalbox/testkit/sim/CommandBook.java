package dev.signalbox.testkit.sim;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.bundle.Bundle;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.runtime.dispatch.Reducer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps what was asked of each run of a history and taken. What was decided and not committed is forgotten again. */
final class CommandBook implements EngineParts {
    /** One run so far. */
    static final class Story {
        final List<GoldenLog.Asked> asked = new ArrayList<>();
        final List<Event> log = new ArrayList<>();

        private void forgetAfter(long seq) {
            asked.removeIf(one -> one.after() >= seq);
            log.subList((int) seq, log.size()).clear();
        }
    }

    private final Map<RunId, Story> stories = new LinkedHashMap<>();

    Map<RunId, Story> stories() {
        return stories;
    }

    /** What the run pinned in the history of that seed. */
    static Bundle bundle(long seed, Story story) {
        if (story.asked.get(0).command() instanceof Command.StartRun start) {
            Bundle bundle = Seeds.flows(seed).bundles().get(start.bundle());
            if (bundle != null) {
                return bundle;
            }
        }
        throw new IllegalStateException("a run that was not started: " + story.asked.get(0));
    }

    @Override
    public Reducer reducer(Reducer reducer) {
        return new Reducer() {
            @Override
            public Decision decide(CheckedFlow flow, @Nullable Run run, Command command, Live live) {
                Decision decision = reducer.decide(flow, run, command, live);
                if (decision instanceof Decision.Accepted accepted
                        && !accepted.events().isEmpty()) {
                    long after = run == null ? 0 : run.seq();
                    Story story = stories.computeIfAbsent(accepted.run().id(), id -> new Story());
                    if (after <= story.log.size()) {
                        story.forgetAfter(after);
                        story.asked.add(new GoldenLog.Asked(after, live.now(), command));
                        story.log.addAll(accepted.events());
                    }
                }
                return decision;
            }

            @Override
            public Run evolve(@Nullable Run run, Event event) {
                return reducer.evolve(run, event);
            }
        };
    }
}
