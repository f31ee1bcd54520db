package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Nearest;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.model.verb.InnerStep;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that a test may use: those of its flow and of every flow that one runs as a child. When one of these flows is
 * not there to be looked at, every name is taken.
 */
final class TestNames {
    private final Reading reading;
    private final Set<String> own = new LinkedHashSet<>();
    private final Set<String> states = new LinkedHashSet<>();
    private final Set<String> actions = new LinkedHashSet<>();
    private final Set<String> events = new LinkedHashSet<>();
    private final List<Flow> all = new ArrayList<>();
    private final @Nullable Flow tested;
    private boolean complete;
    private boolean sound;

    TestNames(Reading reading, @Nullable ReadFlow tested, Collection<ReadFlow> flows) {
        this.reading = reading;
        Flow flow = tested == null ? null : tested.flow();
        this.tested = tested == null || tested.hasErrors() ? null : flow;
        this.complete = flow != null;
        this.sound = this.tested != null;
        if (flow != null) {
            flow.states().keySet().forEach(state -> own.add(state.value()));
            collect(flow, flows, new LinkedHashSet<>());
        }
    }

    private void collect(Flow flow, Collection<ReadFlow> flows, Set<FlowName> seen) {
        if (!seen.add(flow.name())) {
            return;
        }
        all.add(flow);
        flow.states().keySet().forEach(state -> states.add(state.value()));
        flow.actions().keySet().forEach(action -> actions.add(action.value()));
        flow.events().keySet().forEach(event -> events.add(event.value()));
        for (FlowName child : children(flow)) {
            Flow found = null;
            for (ReadFlow candidate : flows) {
                Flow model = candidate.flow();
                if (model != null && model.name().equals(child)) {
                    found = model;
                    sound &= !candidate.hasErrors();
                }
            }
            if (found == null) {
                complete = false;
            } else {
                collect(found, flows, seen);
            }
        }
    }

    private static List<FlowName> children(Flow flow) {
        List<FlowName> found = new ArrayList<>();
        for (State state : flow.states().values()) {
            if (state.verb() instanceof FlowVerb child) {
                found.add(child.flow());
            } else if (state.verb() instanceof EachVerb each) {
                child(each.step(), found);
            } else if (state.verb() instanceof ParallelVerb parallel) {
                parallel.branches().values().forEach(branch -> child(branch.step(), found));
            }
        }
        return found;
    }

    private static void child(InnerStep step, List<FlowName> found) {
        if (step.verb() instanceof FlowVerb child) {
            found.add(child.flow());
        }
    }

    /** The flow under test; null when it could not be read without errors. */
    @Nullable
    Flow tested() {
        return tested;
    }

    /** The flow and every flow below it; none when one of them is not there, or has errors. */
    List<Flow> flows() {
        return complete && sound ? all : List.of();
    }

    /** A state of the flow itself. */
    void ownState(YamlNode.Scalar name) {
        check(name, "state", own);
    }

    /** A state of the flow or of a child. */
    void state(YamlNode.Scalar name) {
        check(name, "state", states);
    }

    void action(YamlNode.Scalar name) {
        check(name, "action", actions);
    }

    void event(YamlNode.Scalar name) {
        check(name, "event", events);
    }

    private void check(YamlNode.Scalar name, String what, Set<String> known) {
        if (complete && !known.contains(name.text())) {
            reading.add(Diagnostic.of(
                            Code.T801,
                            name.place(),
                            "The flow has no " + what + " `" + Reading.clip(name.text()) + "`.")
                    .withHelp(known.isEmpty() ? null : "It has: " + String.join(", ", known) + ".")
                    .withSuggestion(Nearest.to(name.text(), known)));
        }
    }
}
