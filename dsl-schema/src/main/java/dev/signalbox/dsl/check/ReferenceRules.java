package dev.signalbox.dsl.check;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Choice;
import dev.signalbox.dsl.model.ContextItem;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Escalate;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.Trigger;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.verb.AskVerb;
import dev.signalbox.dsl.model.verb.CallVerb;
import dev.signalbox.dsl.model.verb.FlowVerb;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.model.verb.WaitVerb;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** R605 and the names that are written: whatever a flow names is there. */
final class ReferenceRules {
    private final Setting setting;
    private final Flow flow;
    private final Workspace workspace;
    private final Findings findings;

    private ReferenceRules(Setting setting, Findings findings) {
        this.setting = setting;
        this.flow = setting.flow();
        this.workspace = setting.workspace();
        this.findings = findings;
    }

    static void check(Setting setting, Findings findings) {
        ReferenceRules rules = new ReferenceRules(setting, findings);
        for (DataDecl decl : rules.flow.data().values()) {
            if (decl.fetch() != null) {
                rules.action(
                        decl.fetch().call().value(),
                        setting.value(
                                decl.fetch().place().path() + "/call",
                                decl.fetch().place()));
            }
        }
        for (Trigger trigger : rules.flow.triggers()) {
            if (trigger instanceof Trigger.Event event && !rules.flow.events().isEmpty()) {
                rules.event(event.name().value(), setting.value(event.place().path() + "/name", event.place()));
            }
        }
        rules.flow.states().values().forEach(rules::state);
        Writers.of(setting).forEach(rules::written);
    }

    /** Undeclared names that the flow writes: reading them too is the same mistake. */
    static Set<String> undeclared(Setting setting) {
        Set<String> names = new LinkedHashSet<>();
        for (DataName name : Writers.of(setting).keySet()) {
            if (!setting.flow().data().containsKey(name)) {
                names.add(name.value());
            }
        }
        return names;
    }

    /** Members of a {@code choose} that are to be actions and are none. */
    static Set<String> unknownTools(Flow flow) {
        Set<String> names = new LinkedHashSet<>();
        for (State state : flow.states().values()) {
            for (Steps.Step step : Steps.of(state)) {
                if (step.verb() instanceof LlmVerb llm) {
                    for (Choice choice : llm.choose()) {
                        if (choice.action() != null && !flow.actions().containsKey(choice.action())) {
                            names.add(choice.name());
                        }
                    }
                }
            }
        }
        return names;
    }

    private void written(DataName name, List<Place> places) {
        if (!flow.data().containsKey(name)) {
            findings.unknown(
                    Code.E202,
                    places.getFirst(),
                    "name of data",
                    name.value(),
                    names(flow.data().keySet()));
        }
    }

    private void state(State state) {
        for (Steps.Step step : Steps.of(state)) {
            switch (step.verb()) {
                case CallVerb call -> action(call.action().value(), call.actionPlace());
                case FlowVerb child -> {
                    if (setting.others().find(child.flow()) == null
                            && !setting.others().mayBe(child.flow())) {
                        findings.unknown(
                                Code.R605,
                                child.flowPlace(),
                                "flow",
                                child.flow().value(),
                                names(setting.others().names()));
                    }
                }
                case LlmVerb llm -> {
                    model(llm.model().value(), llm.modelPlace());
                    llm.context().load().forEach(this::item);
                    for (Choice choice : llm.choose()) {
                        if (choice.action() != null) {
                            action(choice.action().value(), choice.place());
                        }
                    }
                }
            }
            if (step.approve() != null) {
                String path = step.approve().place().path();
                people(step.approve().by(), path + "/by", step.approve().place());
                escalate(step.approve().escalate(), path, step.approve().place());
            }
        }
        if (state.verb() instanceof AskVerb ask) {
            people(ask.by(), ask.place().path() + "/by", ask.place());
            escalate(ask.escalate(), ask.place().path(), ask.place());
        }
        if (state.verb() instanceof WaitVerb wait && wait.what() instanceof WaitVerb.For.Event event) {
            event(event.name().value(), event.namePlace());
        }
    }

    private void item(ContextItem item) {
        if (item.source() instanceof ContextItem.Source.Events events) {
            for (ContextItem.Rung rung : events.evict()) {
                if (rung instanceof ContextItem.Rung.Summarise summarise) {
                    Place near = summarise.place();
                    Place place = setting.value(near.path() + "/model", near);
                    model(summarise.model().value(), setting.value(near.path() + "/summarise/model", place));
                }
            }
        }
    }

    private void action(String name, Place place) {
        Set<String> known = names(flow.actions().keySet());
        if (!known.contains(name)) {
            known.addAll(names(workspace.actions().keySet()));
            findings.unknown(Code.R605, place, "action", name, known);
        }
    }

    private void model(String name, Place place) {
        Set<String> known = names(workspace.models().keySet());
        if (!known.contains(name)) {
            findings.unknown(Code.R605, place, "model", name, known);
        }
    }

    private void event(String name, Place place) {
        Set<String> known = names(flow.events().keySet());
        if (!known.contains(name)) {
            findings.unknown(Code.R605, place, "event", name, known);
        }
    }

    private void escalate(@Nullable Escalate escalate, String path, Place near) {
        if (escalate != null) {
            people(escalate.by(), path + "/escalate/by", near);
        }
    }

    private void people(List<String> by, String path, Place near) {
        List<String> known = new ArrayList<>(workspace.groups());
        known.addAll(workspace.people().keySet());
        for (int i = 0; i < by.size(); i++) {
            if (!known.contains(by.get(i))) {
                Place place = setting.value(path + "/" + i, setting.value(path, near));
                findings.unknown(Code.R605, place, "group or person", by.get(i), known);
            }
        }
    }

    private static Set<String> names(Collection<?> names) {
        Set<String> words = new LinkedHashSet<>();
        names.forEach(name -> words.add(name.toString()));
        return words;
    }
}
