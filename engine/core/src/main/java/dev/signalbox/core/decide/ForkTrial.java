package dev.signalbox.core.decide;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.verb.CallStep;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Recollection;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.Action;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What would come of a fork, decided in full and then forgotten. What it does at once is exact. What it does after that depends on
 * people and time, and is told as it was: the same requests and holds, if everything goes on as it did.
 */
public final class ForkTrial {
    private final CheckedFlow flow;
    private final Run run;
    private final Live live;
    private final List<Recollection> record;
    private final Map<String, Request> requests = new LinkedHashMap<>();
    private final Map<String, Opening> holds = new LinkedHashMap<>();

    /**
     * @param requests each once, however often it was tried
     * @param run how the fork stands after what it does at once
     */
    public record Planned(List<Request> requests, List<Opening> holds, Run run) {}

    public enum Kind {
        ACTION,
        MODEL,
        FLOW
    }

    /**
     * Something that the fork asks for.
     *
     * @param what the action, model or flow
     * @param effect and {@code delivery}: an action's; null for others
     * @param risky the action's risk is high for these arguments
     * @param recorded what it gets from the record; null when it is asked really
     * @param atOnce as soon as the fork begins
     */
    public record Request(
            StepId step,
            Kind kind,
            String what,
            Action.@Nullable Effect effect,
            Action.@Nullable Delivery delivery,
            boolean risky,
            Map<String, Object> args,
            @Nullable Recollection recorded,
            boolean atOnce) {}

    /** A person who is asked. */
    public record Opening(Hold hold, boolean atOnce) {}

    private ForkTrial(CheckedFlow flow, Run run, Live live, List<Recollection> record) {
        this.flow = flow;
        this.run = run;
        this.live = live;
        this.record = record;
    }

    /**
     * @param accepted what was decided of the fork
     * @param log the whole log of the run that it is forked from
     */
    public static Planned of(
            CheckedFlow flow, Command.ForkRun fork, Decision.Accepted accepted, List<Event> log, Live live) {
        ForkTrial trial = new ForkTrial(flow, accepted.run(), live, fork.record());
        int own = fork.past().size() + 1;
        List<Event> now = accepted.events().subList(own, accepted.events().size());
        now.forEach(event -> trial.read(event, true));
        Map<String, Event> underWay = new LinkedHashMap<>();
        fork.past().forEach(event -> track(underWay, event));
        underWay.values().forEach(event -> trial.read(event, false));
        log.subList(fork.past().size(), log.size()).forEach(event -> trial.read(event, false));
        return new Planned(List.copyOf(trial.requests.values()), List.copyOf(trial.holds.values()), accepted.run());
    }

    /** Which requests nobody has answered yet. */
    private static void track(Map<String, Event> underWay, Event event) {
        StepId asked = asked(event);
        if (asked != null) {
            underWay.put(address(asked), event);
        }
        StepId answered = answered(event);
        if (answered != null) {
            underWay.remove(address(answered));
        }
    }

    private static @Nullable StepId asked(Event event) {
        return event instanceof Event.CallRequested it
                ? it.step()
                : event instanceof Event.ModelRequested it
                        ? it.step()
                        : event instanceof Event.ChildRequested it ? it.step() : null;
    }

    private static @Nullable StepId answered(Event event) {
        return event instanceof Event.CallSucceeded it
                ? it.step()
                : event instanceof Event.CallFailed it
                        ? it.step()
                        : event instanceof Event.CallUnknown it
                                ? it.step()
                                : event instanceof Event.ModelReplied it
                                        ? it.step()
                                        : event instanceof Event.ModelFailed it
                                                ? it.step()
                                                : event instanceof Event.ChildEnded it
                                                        ? it.step()
                                                        : event instanceof Event.StepDropped it ? it.step() : null;
    }

    private void read(Event event, boolean atOnce) {
        if (event instanceof Event.CallRequested it) {
            Recollection recorded = recorded(it.step(), Requests.of(it));
            add(
                    Requests.of(it),
                    new Request(
                            it.step(),
                            Kind.ACTION,
                            it.action().value(),
                            it.effect(),
                            it.delivery(),
                            isRisky(it),
                            it.args(),
                            recorded,
                            atOnce));
        } else if (event instanceof Event.ModelRequested it) {
            Recollection recorded = recorded(it.step(), Requests.of(it));
            add(
                    Requests.of(it),
                    new Request(
                            it.step(), Kind.MODEL, it.model().value(), null, null, false, Map.of(), recorded, atOnce));
        } else if (event instanceof Event.ChildRequested it) {
            Recollection recorded = recorded(it.step(), Requests.of(it));
            add(
                    Requests.of(it),
                    new Request(
                            it.step(), Kind.FLOW, it.flow().value(), null, null, false, it.input(), recorded, atOnce));
        } else if (event instanceof Event.HoldOpened it) {
            Hold hold = it.hold();
            holds.putIfAbsent(hold.purpose() + " " + address(hold.step()), new Opening(hold, atOnce));
        }
    }

    private void add(String request, Request made) {
        requests.putIfAbsent(address(made.step()) + " " + request, made);
    }

    private @Nullable Recollection recorded(StepId step, String request) {
        return record.stream()
                .filter(each -> each.answers(step, request))
                .findFirst()
                .orElse(null);
    }

    /** A condition that cannot be asked of these arguments counts as met. */
    private boolean isRisky(Event.CallRequested call) {
        Action action = flow.flow().actions().get(call.action());
        try {
            return action != null && CallStep.isRisky(new Turn(flow, run, live), action, call.args());
        } catch (ValueFailure e) {
            return true;
        }
    }

    private static String address(StepId step) {
        return step.state() + "/" + step.visit() + "/" + step.slot();
    }
}
