package dev.signalbox.runtime.view;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Expr;
import dev.signalbox.dsl.model.Route;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.SetVerb;
import dev.signalbox.runtime.api.EvidenceViews.FromView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who wrote each name of a run's data, read off its log. A value that the flow computed is followed to what it was made
 * of: words of a model stay a model's words through a {@code set}. Told by root name, never finer: of {@code draft.amount} it
 * says who wrote {@code draft}.
 */
final class Provenance {
    /** A value made of more is told by so many; the model's come first. */
    static final int MOST = 8;

    private final CheckedFlow flow;
    private final Map<String, List<FromView>> roots = new HashMap<>();

    /** Whom each step asked last, by kind. */
    private final Map<StepId, String> actions = new HashMap<>();

    private final Map<StepId, String> models = new HashMap<>();
    private final Map<HoldId, StepId> holds = new HashMap<>();
    private final Map<StepId, String> people = new HashMap<>();
    private final Map<StepId, String> events = new HashMap<>();
    private String run = "";

    Provenance(CheckedFlow flow) {
        this.flow = flow;
    }

    /** Takes in the next event. */
    void read(long seq, Event event) {
        switch (event) {
            case Event.RunStarted it -> {
                run = it.run().value();
                roots.put("input", List.of(from("input", it.startedBy(), "input", null, 0, seq, it)));
                it.data().keySet().forEach(name -> write(name, List.of(from("flow", null, name, null, 0, seq, it))));
            }
            case Event.ValuesSet it -> {
                State state = state(it.state());
                Map<DataName, Template> set =
                        state != null && state.verb() instanceof SetVerb verb ? verb.values() : Map.of();
                computed(it.values().keySet(), set, Map.of(), it.state(), it.visit(), seq, it);
            }
            case Event.StateCompleted it -> completed(it, seq);
            case Event.RouteTaken it -> {
                State state = state(it.state());
                Route route = state == null ? null : state.otherwise().get(it.outcome());
                if (route == null) {
                    route = flow.flow().otherwise().get(it.outcome());
                }
                roots.put("error", List.of(from("flow", null, "error", it.state(), it.visit(), seq, it)));
                computed(
                        it.values().keySet(),
                        route == null ? Map.of() : route.set(),
                        Map.of(),
                        it.state(),
                        it.visit(),
                        seq,
                        it);
            }
            case Event.DataFetched it ->
                write(
                        it.name(),
                        List.of(from(
                                "action",
                                actions.get(it.step()),
                                it.name(),
                                it.step().state(),
                                it.step().visit(),
                                seq,
                                it)));
            case Event.HoldOpened it -> holds.put(it.hold().id(), it.hold().step());
            case Event.HoldEdited it -> {
                StepId step = holds.get(it.hold());
                it.values()
                        .keySet()
                        .forEach(name -> write(
                                name,
                                List.of(from(
                                        "person",
                                        it.by(),
                                        name,
                                        step == null ? null : step.state(),
                                        step == null ? 0 : step.visit(),
                                        seq,
                                        it))));
            }
            case Event.HoldApproved it -> decided(it.hold(), it.by(), seq, it);
            case Event.HoldRejected it -> decided(it.hold(), it.by(), seq, it);
            case Event.HoldAnswered it -> decided(it.hold(), it.by(), seq, it);
            case Event.CallRequested it -> actions.put(it.step(), it.action().value());
            case Event.ModelRequested it -> models.put(it.step(), it.model().value());
            case Event.WaitStarted it -> {
                if (it.event() != null) {
                    events.put(it.step(), it.event().value());
                }
            }
            case Event.ChildRequested it -> actions.put(it.step(), it.flow().value());
            case Event.RunMoved it -> moved(it, seq);
            case Event.RunForked it -> run = it.run().value();
            case Event.AnswerRecalled it -> {}
            case Event.StateEntered it -> {}
            case Event.RunStuck it -> {}
            case Event.RunRetried it -> {}
            case Event.CancelRequested it -> {}
            case Event.LimitReached it -> {}
            case Event.RunEnded it -> {}
            case Event.EachStarted it -> {}
            case Event.StepFailed it -> {}
            case Event.StepDropped it -> {}
            case Event.CallSent it -> {}
            case Event.CallSucceeded it -> {}
            case Event.CallFailed it -> {}
            case Event.CallUnknown it -> {}
            case Event.LateResultNoted it -> {}
            case Event.ModelReplied it -> {}
            case Event.ReplyAccepted it -> {}
            case Event.ReplyRefused it -> {}
            case Event.ModelFailed it -> {}
            case Event.SummaryMade it -> {}
            case Event.HoldVoted it -> {}
            case Event.ApprovalLapsed it -> {}
            case Event.HoldExpired it -> {}
            case Event.HoldWithdrawn it -> {}
            case Event.HoldReminded it -> {}
            case Event.HoldEscalated it -> {}
            case Event.HoldDiscussed it -> {}
            case Event.HoldDelegated it -> {}
            case Event.EventReceived it -> {}
            case Event.WaitEnded it -> {}
            case Event.ChildEnded it -> {}
        }
    }

    /** Where the value of an expression came from, standing in that state. Empty for the file's own words. */
    List<FromView> of(Expr expr, @Nullable State state) {
        return of(flow.roots(expr), state);
    }

    List<FromView> of(Template template, @Nullable State state) {
        Set<String> names = new LinkedHashSet<>();
        roots(template, names);
        return of(names, state);
    }

    private List<FromView> of(Collection<String> names, @Nullable State state) {
        Set<FromView> all = new LinkedHashSet<>();
        for (String name : names) {
            if (state != null
                    && state.verb() instanceof EachVerb each
                    && each.item().equals(name)) {
                all.addAll(of(each.in(), null));
            } else {
                all.addAll(roots.getOrDefault(name, List.of()));
            }
        }
        return firstOf(all);
    }

    private static List<FromView> firstOf(Collection<FromView> all) {
        List<FromView> first = new ArrayList<>();
        all.stream().filter(one -> one.kind().equals("model")).forEach(first::add);
        all.stream().filter(one -> !one.kind().equals("model")).forEach(first::add);
        return List.copyOf(first.subList(0, Math.min(MOST, first.size())));
    }

    private void completed(Event.StateCompleted it, long seq) {
        State state = state(it.state());
        FromView result =
                from(it.origin(), who(it.origin(), it.state(), it.visit()), null, it.state(), it.visit(), seq, it);
        Map<DataName, Template> saved =
                state != null && state.save() instanceof Save.Mapping mapping ? mapping.names() : Map.of();
        computed(it.saved().keySet(), saved, Map.of("result", List.of(result)), it.state(), it.visit(), seq, it);
        it.saved().keySet().stream()
                .filter(name -> !saved.containsKey(name))
                .forEach(name -> write(name, List.of(named(result, name))));
        computed(
                it.set().keySet(),
                state == null ? Map.of() : state.set(),
                Map.of("result", List.of(result)),
                it.state(),
                it.visit(),
                seq,
                it);
    }

    /** Each of the names is made of what its template reads; all of them read what was there before. */
    private void computed(
            Collection<DataName> names,
            Map<DataName, Template> templates,
            Map<String, List<FromView>> beside,
            StateName state,
            int visit,
            long seq,
            Event event) {
        Map<DataName, List<FromView>> written = new HashMap<>();
        for (DataName name : names) {
            Template template = templates.get(name);
            Set<String> read = new LinkedHashSet<>();
            if (template != null) {
                roots(template, read);
            }
            Set<FromView> all = new LinkedHashSet<>();
            for (String root : read) {
                List<FromView> own = beside.get(root);
                (own == null ? roots.getOrDefault(root, List.of()) : own)
                        .forEach(one -> all.add(named(one, name, own)));
            }
            written.put(
                    name, all.isEmpty() ? List.of(from("flow", null, name, state, visit, seq, event)) : firstOf(all));
        }
        written.forEach(this::write);
    }

    private void decided(HoldId hold, String by, long seq, Event event) {
        StepId step = holds.get(hold);
        if (step != null) {
            people.put(step, by);
            roots.put("decision", List.of(from("person", by, "decision", step.state(), step.visit(), seq, event)));
        }
    }

    private void moved(Event.RunMoved it, long seq) {
        it.gone().forEach(name -> roots.remove(name.value()));
        Map<String, List<FromView>> renamed = new HashMap<>();
        it.renamed().forEach((was, is) -> {
            List<FromView> from = roots.remove(was.value());
            if (from != null) {
                renamed.put(is.value(), from);
            }
        });
        roots.putAll(renamed);
        it.values().keySet().forEach(name -> write(name, List.of(from("person", it.by(), name, null, 0, seq, it))));
    }

    private void write(DataName name, List<FromView> from) {
        roots.put(name.value(), from);
    }

    private @Nullable String who(String origin, StateName state, int visit) {
        Map<StepId, String> asked = switch (origin) {
            case "action" -> actions;
            case "model" -> models;
            case "person" -> people;
            case "event" -> events;
            default -> Map.of();
        };
        String one = asked.get(new StepId(new RunId(run), state, visit, ""));
        if (one != null) {
            return one;
        }
        List<String> several = asked.entrySet().stream()
                .filter(entry ->
                        entry.getKey().state().equals(state) && entry.getKey().visit() == visit)
                .map(Map.Entry::getValue)
                .distinct()
                .sorted()
                .toList();
        return several.isEmpty() ? null : String.join(", ", several);
    }

    private @Nullable State state(StateName name) {
        return flow.flow().states().get(name);
    }

    private static FromView from(
            String kind,
            @Nullable String who,
            @Nullable Object name,
            @Nullable StateName state,
            int visit,
            long seq,
            Event event) {
        return new FromView(
                kind,
                who,
                name == null ? null : name.toString(),
                state == null ? null : state.value(),
                visit,
                seq,
                event.at().toString());
    }

    private static FromView named(FromView from, DataName name, @Nullable List<FromView> own) {
        return own == null ? from : named(from, name);
    }

    private static FromView named(FromView from, DataName name) {
        return new FromView(from.kind(), from.who(), name.value(), from.state(), from.visit(), from.seq(), from.at());
    }

    private void roots(Template template, Set<String> names) {
        switch (template) {
            case Template.Literal literal -> {}
            case Template.Only only -> names.addAll(flow.roots(only.expr()));
            case Template.Interpolated text ->
                text.pieces().forEach(piece -> {
                    if (piece instanceof Template.Piece.Value value) {
                        names.addAll(flow.roots(value.expr()));
                    }
                });
            case Template.Fields fields -> fields.fields().values().forEach(one -> roots(one, names));
            case Template.Items items -> items.items().forEach(one -> roots(one, names));
        }
    }
}
