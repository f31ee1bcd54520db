package dev.signalbox.testkit.sim;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diagnostic.Span;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.type.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was taken from a model fits what it was asked for, and the run's data fit their schemas at every moment. */
final class TypedValues {
    private static final Place NOWHERE = new Place(Span.point("reply", 1, 1), "");

    private final RunId run;
    private final Journal.Story story;
    private final CheckedFlow flow;
    private final List<Violation> found;
    private final Map<StepId, Schema> asked = new HashMap<>();
    private final Map<StepId, String> said = new HashMap<>();

    TypedValues(RunId run, Journal.Story story, CheckedFlow flow, List<Violation> found) {
        this.run = run;
        this.story = story;
        this.flow = flow;
        this.found = found;
    }

    private void broken(String what) {
        found.add(new Violation(7, run + " of " + flow.flow().name() + ": " + what));
    }

    void check() {
        Map<DataName, Object> before = Map.of();
        for (int i = 0; i < story.log.size(); i++) {
            Event event = story.log.get(i);
            event(event);
            Run after = story.states.get(i + 1);
            if (after != null) {
                data(before, after.data(), event);
                before = after.data();
            }
        }
    }

    private void event(Event event) {
        switch (event) {
            case Event.ModelRequested requested ->
                asked.put(requested.step(), Schema.of(requested.schema(), Map.of(), NOWHERE));
            case Event.ModelReplied replied -> said.put(replied.step(), "a model");
            case Event.HoldAnswered answered ->
                asked.keySet().stream()
                        .filter(step -> answered.hold().value().startsWith(step.run() + "." + step.state() + "."))
                        .forEach(step -> said.put(step, "a person"));
            case Event.ReplyAccepted accepted -> accepted(accepted);
            case Event.RunEnded ended -> {
                Schema output = flow.flow().output();
                if (ended.status().equals("succeeded")
                        && output != null
                        && (ended.output() == null || !fits(output, ended.output()))) {
                    broken("an output that does not fit: " + HostileWorld.shortened(ended.output()));
                }
            }
            default -> {}
        }
    }

    private void accepted(Event.ReplyAccepted accepted) {
        Schema schema = asked.get(accepted.step());
        if (schema == null || said.remove(accepted.step()) == null) {
            broken("a reply was accepted that nobody gave: " + accepted.step());
        } else if (!fits(schema, accepted.value())) {
            broken("a reply was accepted that does not fit: " + HostileWorld.shortened(accepted.value()));
        }
    }

    private void data(Map<DataName, Object> before, Map<DataName, Object> after, Event event) {
        after.forEach((name, value) -> {
            if (value.equals(before.get(name))) {
                return;
            }
            DataDecl declared = flow.flow().data().get(name);
            if (declared == null || !fits(declared.schema(), value)) {
                broken("data that does not fit its schema: " + name + " = " + HostileWorld.shortened(value) + " after "
                        + HostileWorld.shortened(event));
            }
        });
    }

    private static boolean fits(Schema schema, Object value) {
        return schema.fit(value) instanceof Schema.Fit.Fits fits && fits.value().equals(value);
    }
}
