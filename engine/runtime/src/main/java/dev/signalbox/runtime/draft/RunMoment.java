package dev.signalbox.runtime.draft;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.run.Recorded;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.type.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A recorded run as {@link Moment} reads it, fit for a text that is not the run's own: what that text does not know, or no longer
 * takes, is left out and said so. Redacted data is left out too, for whoever tries a text may not see it.
 *
 * @param written {@code {input, data, events, …}}
 * @param notes what was left out, a sentence each
 */
record RunMoment(Map<String, Object> written, List<String> notes) {

    /** The run as it last came into the state; as it ended, or stands, where it never did. */
    static Run entering(List<Event> log, StateName state) {
        Run run = null;
        Run entered = null;
        for (Event event : log) {
            run = Evolver.evolve(run, event);
            if (event instanceof Event.StateEntered into && into.state().equals(state)) {
                entered = run;
            }
        }
        if (run == null) {
            throw new IllegalArgumentException("a run without a log");
        }
        return entered == null ? run : entered;
    }

    static RunMoment of(Flow flow, Run run) {
        List<String> notes = new ArrayList<>();
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("input", run.input());
        written.put("data", data(flow, run, notes));
        written.put("events", events(flow, run, notes));
        written.put("now", run.updatedAt().toString());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", run.id().value());
        facts.put("key", run.key() == null ? "" : run.key());
        facts.put("started_at", run.startedAt().toString());
        facts.put("started_by", run.startedBy());
        written.put("run", facts);
        if (run.memory().error() != null) {
            written.put("error", run.memory().error());
        }
        if (run.memory().decision() != null) {
            written.put("decision", run.memory().decision());
        }
        return new RunMoment(written, notes);
    }

    private static Map<String, Object> data(Flow flow, Run run, List<String> notes) {
        Map<String, Object> data = new LinkedHashMap<>();
        run.data().forEach((name, value) -> {
            DataDecl declared = flow.data().get(name);
            if (declared == null) {
                notes.add("The run has `" + name + "`, which this text does not declare.");
            } else if (declared.redact()) {
                notes.add("`" + name + "` is redacted and left out.");
            } else if (declared.schema().fit(value) instanceof Schema.Fit.Misfit misfit) {
                notes.add("The run's `" + name + "` does not fit this text and is left out: "
                        + misfit.problems().getFirst().message() + ".");
            } else {
                data.put(name.value(), value);
            }
        });
        return data;
    }

    private static List<Object> events(Flow flow, Run run, List<String> notes) {
        List<Object> events = new ArrayList<>();
        int unknown = 0;
        for (Recorded event : run.memory().history().toList()) {
            if (!flow.states().containsKey(event.state())) {
                unknown++;
            } else if (!hides(flow, event.state())) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("state", event.state().value());
                one.put("visit", (long) event.visit());
                one.put("kind", event.kind().text());
                one.put("value", event.value());
                if (event.call() != null) {
                    one.put("call", event.call());
                }
                one.put("at", event.at().toString());
                events.add(one);
            }
        }
        if (unknown > 0) {
            notes.add(unknown + (unknown == 1 ? " event" : " events")
                    + " of the run came from states that this text does not have.");
        }
        return events;
    }

    private static boolean hides(Flow flow, StateName state) {
        return Saved.by(flow.state(state)).stream()
                .map((DataName name) -> flow.data().get(name))
                .anyMatch(declared -> declared != null && declared.redact());
    }
}
