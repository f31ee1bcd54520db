package dev.signalbox.runtime.draft;

import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.runtime.api.DraftViews;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.view.FlowViews;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a trial takes to be so: data that somebody wrote down, a sample input beside the flow, or a run of it.
 *
 * @param written as {@link Moment} reads it
 * @param notes what was left out of it, a sentence each
 */
record Circumstances(Moment moment, Map<String, Object> written, List<String> notes) {

    /** Null where nothing is given. Refuses more than one source, and what does not fit the text. */
    static @Nullable Circumstances of(Draft draft, StateName state, DraftViews.Given given, RunStore store) {
        long sources = java.util.stream.Stream.of(given.data(), given.sample(), given.run())
                .filter(java.util.Objects::nonNull)
                .count();
        if (sources > 1) {
            throw new Problem(
                    Problem.Kind.BAD_REQUEST, "The data comes from `data`, from `sample` or from `run`: give one.");
        }
        if (given.data() != null) {
            return new Circumstances(Moment.of(draft.flow(), given.data(), "The data"), given.data(), List.of());
        }
        if (given.sample() != null) {
            return sample(draft, given.sample());
        }
        return given.run() == null ? null : run(draft, state, given.run(), store);
    }

    private static Circumstances sample(Draft draft, String name) {
        Map<String, Object> samples =
                FlowViews.samples(draft.sources(), draft.read().path());
        Object input = samples.get(name);
        if (input == null) {
            throw new Problem(
                    Problem.Kind.NOT_FOUND,
                    "There is no sample `" + name + "` beside the flow"
                            + (samples.isEmpty() ? "." : "; there is " + String.join(", ", samples.keySet()) + "."));
        }
        Map<String, Object> written = Map.of("input", input);
        return new Circumstances(Moment.of(draft.flow(), written, "The sample " + name), written, List.of());
    }

    private static Circumstances run(Draft draft, StateName state, String id, RunStore store) {
        RunRow row = id.isEmpty() ? null : store.row(new RunId(id));
        if (row == null) {
            throw new Problem(Problem.Kind.NOT_FOUND, "There is no run " + id + ".");
        }
        if (!row.flow().equals(draft.flow().name())) {
            throw new Problem(
                    Problem.Kind.INVALID,
                    "The run " + id + " is one of " + row.flow() + ", not of "
                            + draft.flow().name() + ".");
        }
        Run run = RunMoment.entering(store.log(row.id()), state);
        RunMoment found = RunMoment.of(draft.flow(), run);
        return new Circumstances(Moment.of(draft.flow(), found.written(), "The run"), found.written(), found.notes());
    }
}
