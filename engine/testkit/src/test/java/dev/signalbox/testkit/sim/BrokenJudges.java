package dev.signalbox.testkit.sim;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Target;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Counters;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Usage;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.runtime.dispatch.Reducer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Engines that take a model at its word, each in one way. A proof that does not see them proves nothing. */
final class BrokenJudges {
    /** In whose name such an engine decides. */
    private static final Actor SAM = new Actor("sam", Set.of(), "console", true, true);

    private BrokenJudges() {}

    /** What a reply makes such an engine do first, before it goes on as the sound one does. */
    private interface Obeying {
        List<Event> obey(CheckedFlow flow, Run run, Command.CompleteModel reply, String text, Live live);
    }

    /** Calls whatever action a reply names, with whatever stands beside it. */
    static final EngineParts CALLS_WHAT_A_REPLY_NAMES = obeying((flow, run, reply, text, live) -> {
        for (Action action : flow.flow().actions().values()) {
            if (text.contains("\"name\": \"" + action.name() + "\"")) {
                StepId tool =
                        new StepId(run.id(), reply.step().state(), reply.step().visit(), "tool");
                return List.of(new Event.CallRequested(
                        live.now(),
                        tool,
                        1,
                        false,
                        action.name(),
                        action.delivery(),
                        action.effect(),
                        Map.of("said", text),
                        new Target.Echo(),
                        tool.toString()));
            }
        }
        return List.of();
    });

    /** Goes to whatever state a reply names. */
    static final EngineParts GOES_WHERE_A_REPLY_SAYS = obeying((flow, run, reply, text, live) -> {
        for (StateName state : flow.flow().states().keySet()) {
            if (text.contains("\"next\": \"" + state + "\"")) {
                return List.of(new Event.StateEntered(live.now(), state, 1));
            }
        }
        return List.of();
    });

    /** Believes every figure that a provider gives. */
    static final EngineParts BELIEVES_EVERY_FIGURE = rewriting((event, reply) ->
            event instanceof Event.ModelReplied replied && reply.outcome() instanceof ModelOutcome.Replied said
                    ? new Event.ModelReplied(
                            replied.at(),
                            replied.step(),
                            replied.attempt(),
                            replied.text(),
                            replied.model(),
                            said.inputTokens(),
                            said.outputTokens(),
                            said.cachedTokens(),
                            Double.isFinite(said.costUsd()) ? said.costUsd() : 0,
                            null)
                    : event);

    /** Takes the text for the value where the value does not fit. */
    static final EngineParts TAKES_WHAT_DOES_NOT_FIT = rewriting((event, reply) ->
            event instanceof Event.ReplyRefused refused && reply.outcome() instanceof ModelOutcome.Replied said
                    ? new Event.ReplyAccepted(refused.at(), refused.step(), Map.of("choice", said.text()))
                    : event);

    /** Puts in what a model's text asks for in braces. */
    static final EngineParts FILLS_IN_TEMPLATES = rewriting((event, reply) -> {
        if (!(event instanceof Event.StateCompleted done)) {
            return event;
        }
        Map<DataName, Object> saved = new LinkedHashMap<>();
        done.saved().forEach((name, value) -> saved.put(name, filled(value)));
        return new Event.StateCompleted(done.at(), done.state(), done.visit(), saved, done.set(), done.origin());
    });

    private static Object filled(Object value) {
        return switch (value) {
            case String text -> text.replace("${run.id}", "r1").replace("${1 + 1}", "2");
            case Map<?, ?> map -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                map.forEach((key, field) -> fields.put(String.valueOf(key), filled(field)));
                yield fields;
            }
            case List<?> list -> list.stream().map(BrokenJudges::filled).toList();
            default -> value;
        };
    }

    /** Takes every call for harmless: it makes at once what was to be held. */
    static final EngineParts SKIPS_THE_RISK_CHECK = deciding((flow, run, command, live) -> {
        Decision decision = Reducer.CORE.decide(flow, run, command, live);
        if (!(decision instanceof Decision.Accepted accepted)) {
            return decision;
        }
        List<Event> events = new ArrayList<>();
        List<Effect> effects = new ArrayList<>(accepted.effects());
        for (Event event : accepted.events()) {
            Hold hold = event instanceof Event.HoldOpened opened ? opened.hold() : null;
            ActionName name = hold == null || hold.purpose() != Hold.Purpose.APPROVE ? null : hold.action();
            Action action = name == null ? null : flow.flow().actions().get(name);
            if (hold == null || action == null || hold.target() == null) {
                events.add(event);
                continue;
            }
            String key = hold.step().toString();
            events.add(new Event.CallRequested(
                    event.at(),
                    hold.step(),
                    1,
                    false,
                    action.name(),
                    action.delivery(),
                    action.effect(),
                    hold.args(),
                    hold.target(),
                    key));
            effects.add(new Effect.ActionCall(
                    hold.step(),
                    1,
                    action.name(),
                    action.delivery(),
                    action.effect(),
                    hold.args(),
                    hold.target(),
                    key,
                    null));
        }
        return folded(run, events, effects);
    });

    /** Takes a reply that says so for the approval of whatever is held next. */
    static final EngineParts APPROVES_WHAT_A_REPLY_APPROVES = deciding((flow, run, command, live) -> {
        Decision decision = Reducer.CORE.decide(flow, run, command, live);
        boolean says = command instanceof Command.CompleteModel reply
                && reply.outcome() instanceof ModelOutcome.Replied said
                && said.text().toLowerCase(Locale.ROOT).contains("approv");
        if (!says || !(decision instanceof Decision.Accepted accepted)) {
            return decision;
        }
        for (Hold hold : accepted.run().holds().values()) {
            Command approves = new Command.ApproveHold(hold.id(), hold.hash(), Map.of(), null, null, SAM);
            if (hold.purpose() == Hold.Purpose.APPROVE
                    && Reducer.CORE.decide(flow, accepted.run(), approves, live) instanceof Decision.Accepted also) {
                List<Event> events = new ArrayList<>(accepted.events());
                events.addAll(also.events());
                List<Effect> effects = new ArrayList<>(accepted.effects());
                effects.addAll(also.effects());
                return new Decision.Accepted(events, effects, also.run());
            }
        }
        return decision;
    });

    /** Counts nothing that models use. */
    static final EngineParts COUNTS_NOTHING = deciding((flow, run, command, live) -> {
        Counters counts = run.counters();
        Run unused = run.with(new Counters(
                counts.visits(), counts.inARow(), counts.calls(), Usage.NONE, 0, 0, 0, null, 0, counts.shares()));
        return Reducer.CORE.decide(flow, unused, command, live) instanceof Decision.Accepted accepted
                ? folded(run, accepted.events(), accepted.effects())
                : Reducer.CORE.decide(flow, run, command, live);
    });

    private interface Deciding {
        Decision decide(CheckedFlow flow, Run run, Command command, Live live);
    }

    private static EngineParts deciding(Deciding how) {
        return new EngineParts() {
            @Override
            public Reducer reducer(Reducer core) {
                return new Reducer() {
                    @Override
                    public Decision decide(CheckedFlow flow, @Nullable Run run, Command command, Live live) {
                        return run == null
                                ? core.decide(flow, null, command, live)
                                : how.decide(flow, run, command, live);
                    }

                    @Override
                    public Run evolve(@Nullable Run run, Event event) {
                        return core.evolve(run, event);
                    }
                };
            }
        };
    }

    private static EngineParts obeying(Obeying how) {
        return deciding((flow, run, command, live) -> {
            List<Event> first = command instanceof Command.CompleteModel reply
                            && reply.outcome() instanceof ModelOutcome.Replied said
                            && run.step(reply.step()) != null
                    ? how.obey(flow, run, reply, said.text(), live)
                    : List.of();
            if (first.isEmpty()) {
                return Reducer.CORE.decide(flow, run, command, live);
            }
            List<Effect> effects = new ArrayList<>();
            Run after = run;
            for (Event event : first) {
                after = Reducer.CORE.evolve(after, event);
                if (event instanceof Event.CallRequested call) {
                    effects.add(new Effect.ActionCall(
                            call.step(),
                            1,
                            call.action(),
                            call.delivery(),
                            call.effect(),
                            call.args(),
                            call.target(),
                            call.key(),
                            null));
                }
            }
            List<Event> events = new ArrayList<>(first);
            if (Reducer.CORE.decide(flow, after, command, live) instanceof Decision.Accepted then) {
                events.addAll(then.events());
                effects.addAll(then.effects());
                return new Decision.Accepted(events, effects, then.run());
            }
            return new Decision.Accepted(events, effects, after);
        });
    }

    private interface Rewriting {
        Event rewrite(Event event, Command.CompleteModel reply);
    }

    private static EngineParts rewriting(Rewriting how) {
        return deciding((flow, run, command, live) -> {
            Decision decision = Reducer.CORE.decide(flow, run, command, live);
            if (!(decision instanceof Decision.Accepted accepted)
                    || !(command instanceof Command.CompleteModel reply)) {
                return decision;
            }
            Function<Event, Event> each = event -> how.rewrite(event, reply);
            List<Event> events = accepted.events().stream().map(each).toList();
            return folded(run, events, accepted.effects());
        });
    }

    /** What follows on the events; one that cannot follow any more is left out, with all behind it. */
    private static Decision folded(Run run, List<Event> events, List<Effect> effects) {
        Run after = run;
        List<Event> kept = new ArrayList<>();
        for (Event event : events) {
            try {
                after = Reducer.CORE.evolve(after, event);
            } catch (IllegalStateException e) {
                break;
            }
            kept.add(event);
        }
        return new Decision.Accepted(kept, effects, after);
    }
}
