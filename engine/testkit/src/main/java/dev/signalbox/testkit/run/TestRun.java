package dev.signalbox.testkit.run;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.test.TestCase;
import dev.signalbox.dsl.model.test.TestFile;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.dispatch.FlowSource;
import dev.signalbox.runtime.dispatch.Handled;
import dev.signalbox.runtime.port.ModelPort;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One test, played once through the real dispatcher. Nothing is asked of the network, and days pass in no time: the clock
 * moves to the next thing that is due when the engine has nothing else to do. The same test ends the same way each time.
 *
 * <pre>{@code
 * TestResult result = TestRun.of(flows, file, test).play();
 * TestResult scored = TestRun.of(flows, file, test).models(realModels).listener(this::note).play();
 * }</pre>
 */
public final class TestRun {
    /** Noon of an ordinary Monday. */
    private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");

    private static final RunId ROOT = new RunId("00000000-0000-7000-8000-000000000001");

    private final TestedFlows flows;
    private final TestFile file;
    private final TestCase test;
    private final TestClock clock;
    private final Journal journal = new Journal();
    private final Playing playing;
    private final People people;
    private final List<Failure> failures = new ArrayList<>();
    private final List<TestCase.OutsideEvent> events;
    private @Nullable ModelPort models;
    private @Nullable Recorder recorder;
    private ModelListener listener = ModelListener.NONE;
    private boolean cancelled;
    private int sent;

    private TestRun(TestedFlows flows, TestFile file, TestCase test) {
        this.flows = flows;
        this.file = file;
        this.test = test;
        clock = new TestClock(test.now() == null ? START : test.now());
        playing = new Playing(file, test, flows, journal);
        people = new People(test, flows.workspace());
        events = new ArrayList<>(test.events());
        events.sort(java.util.Comparator.comparing(TestCase.OutsideEvent::after));
    }

    public static TestRun of(TestedFlows flows, TestFile file, TestCase test) {
        return new TestRun(flows, file, test);
    }

    /** Asks this port instead of playing the test's {@code models}, which may then stay unused. */
    public TestRun models(ModelPort port) {
        models = port;
        return this;
    }

    /** Leaves to it what the test leaves to recorded replies. */
    public TestRun recorder(Recorder asked) {
        recorder = asked;
        return this;
    }

    public TestRun listener(ModelListener told) {
        listener = told;
        return this;
    }

    /** Plays it once; an interruption of the caller's thread stops the test. */
    public TestResult play() throws InterruptedException {
        long began = System.nanoTime();
        List<PlayedRun> runs;
        try (Stage stage = new Stage(flows, clock, journal, playing, models, recorder)) {
            if (start(stage)) {
                go(stage);
            }
            runs = runs(stage);
        }
        if (!runs.isEmpty()) {
            judge(runs);
        }
        return new TestResult(file, test, failures, runs, Duration.ofNanos(System.nanoTime() - began));
    }

    private void judge(List<PlayedRun> runs) {
        failures.replaceAll(failure -> failure.kind() == Failure.Kind.UNSCRIPTED
                ? failure.withDetail(Reasons.soFar(runs.getFirst()))
                : failure);
        // First, for whatever else went wrong came of them.
        failures.addAll(0, ScriptedMisfits.in(runs, playing));
        // What was cut short proves nothing about what was to come.
        if (failures.isEmpty()) {
            failures.addAll(Expectations.unmet(test.expect(), runs));
            failures.addAll(playing.unused(models == null));
            failures.addAll(people.unused());
            failures.addAll(unusedEvents());
        }
    }

    private boolean start(Stage stage) {
        FlowName name = flows.nameOf(file.flow());
        if (name == null) {
            failures.add(Failure.of(Failure.Kind.START, file.flowPlace(), "There is no flow in " + file.flow() + "."));
            return false;
        }
        try {
            FlowSource.Pinned flow = flows.current(name);
            String by = test.startedBy() == null ? "tester" : test.startedBy();
            Command.StartRun start =
                    new Command.StartRun(ROOT, flow.bundle(), test.input(), null, by, null, Limits.NONE);
            return switch (stage.start(start, flow)) {
                case Handled.Done done -> true;
                case Handled.Refused refused ->
                    refuse("The run could not be started: " + refused.why().message() + ".");
                case Handled.NoSuchRun none -> throw new IllegalStateException("a start makes the run");
                case Handled.KeyTaken taken -> throw new IllegalStateException("there is one run");
                case Handled.StartedBefore before -> throw new IllegalStateException("there is one run");
                case Handled.Stale stale -> throw new IllegalStateException("a start has no claim");
            };
        } catch (Problem e) {
            return refuse(String.valueOf(e.getMessage()));
        }
    }

    private boolean refuse(String message) {
        failures.add(Failure.of(Failure.Kind.START, test.place(), message));
        return false;
    }

    private List<PlayedRun> runs(Stage stage) {
        List<PlayedRun> runs = new ArrayList<>();
        for (Journal.Played played : journal.runs()) {
            Run run = stage.run(played.run());
            if (run != null) {
                runs.add(new PlayedRun(flows.pinned(run.bundle()).flow(), run, played.events()));
            }
        }
        return runs;
    }

    private void go(Stage stage) throws InterruptedException {
        while (failures.isEmpty()) {
            List<Backstage.Cue> cues = stage.awaitQuiet();
            if (stage.isCut()) {
                stage.restart();
            } else if (!cues.isEmpty()) {
                cue(stage, cues);
            } else if (!next(stage)) {
                return;
            }
        }
    }

    /** All that are under way have left; the one that was asked for first comes to its end. */
    private void cue(Stage stage, List<Backstage.Cue> cues) {
        List<Backstage.Cue> order = new ArrayList<>(cues);
        order.sort((a, b) -> journal.compare(a.effect().step(), b.effect().step()));
        Object first = null;
        for (Backstage.Cue cue : order) {
            Object ready = cue.ready();
            switch (ready == null ? stage.outcome(cue.effect()) : ready(ready)) {
                case Playing.Next.Ends ends -> first = first == null ? ends.outcome() : first;
                case Playing.Next.Crashes crashes -> {
                    stage.cut();
                    return;
                }
                case Playing.Next.Fails fails -> {
                    failures.add(fails.failure());
                    return;
                }
            }
        }
        if (first != null) {
            tell(order.getFirst().effect(), first);
            order.getFirst().give(first);
        }
    }

    private static Playing.Next ready(Object brought) {
        return brought instanceof Playing.Next next ? next : new Playing.Next.Ends(brought);
    }

    private void tell(Effect effect, Object outcome) {
        if (effect instanceof Effect.ModelCall call && outcome instanceof ModelOutcome of) {
            listener.told(call, of);
        } else if (!(outcome instanceof ActionOutcome)) {
            throw new IllegalStateException("no outcome of a call: " + outcome);
        }
    }

    /** Moves the clock to what comes next and does it; false when nothing does. */
    private boolean next(Stage stage) {
        Run run = stage.run(ROOT);
        if (run == null || run.status().ended()) {
            return false;
        }
        people.look(openHolds(stage));
        People.Turn turn = people.next();
        TestCase.OutsideEvent event = sent < events.size() ? events.get(sent) : null;
        Instant at = turn == null ? Instant.MAX : turn.at();
        Instant eventAt = event == null ? Instant.MAX : run.startedAt().plus(event.after());
        Instant cancelAt = test.cancelAfter() == null || cancelled
                ? Instant.MAX
                : run.startedAt().plus(test.cancelAfter());
        Instant first = earlier(at, earlier(eventAt, cancelAt));
        Instant alarm = run.status() == RunStatus.STUCK ? null : clock.next();
        if (first.equals(Instant.MAX) && rests(stage)) {
            return false;
        }
        if (alarm != null && alarm.isBefore(first)) {
            clock.ring();
            return true;
        }
        if (first.equals(Instant.MAX)) {
            return false;
        }
        clock.moveTo(first);
        if (turn != null && at.equals(first)) {
            decide(stage, turn);
        } else if (event != null && eventAt.equals(first)) {
            sent++;
            deliver(stage, run, event);
        } else {
            cancelled = true;
            stage.handle(ROOT, new Command.CancelRun(stage.starter(run), "the test cancels it"));
        }
        return true;
    }

    private static Instant earlier(Instant a, Instant b) {
        return b.isBefore(a) ? b : a;
    }

    /** Nothing that the test says is left, and the run waits for somebody. */
    private boolean rests(Stage stage) {
        Hold hold = people.unscripted();
        boolean paused = "paused".equals(test.expect().end());
        if (hold != null && !paused) {
            String state = hold.step().state().value();
            failures.add(Failure.of(
                    Failure.Kind.UNSCRIPTED,
                    test.place(),
                    people.scripts(hold)
                            ? "The state " + state + " still holds for a person, and its script says nothing more; "
                                    + "`nobody: true` lets a hold run out."
                            : "The state " + state + " holds for a person (" + hold.title()
                                    + "), and `people` says nothing about it; `nobody: true` lets a hold run out."));
        }
        return hold != null || (paused && waitsForEvents(stage));
    }

    private boolean waitsForEvents(Stage stage) {
        return journal.runs().stream()
                .map(played -> stage.run(played.run()))
                .anyMatch(run -> run != null && !run.waiters().isEmpty());
    }

    private List<Hold> openHolds(Stage stage) {
        List<Hold> open = new ArrayList<>();
        for (Journal.Played played : journal.runs()) {
            Run run = stage.run(played.run());
            if (run != null && run.open()) {
                open.addAll(run.holds().values());
            }
        }
        return open;
    }

    private void decide(Stage stage, People.Turn turn) {
        RunId owner = turn.hold().step().run();
        Run run = stage.run(owner);
        Hold now = run == null ? null : run.holds().get(turn.hold().id());
        Command command = people.command(turn, now == null ? turn.hold() : now);
        HoldId hold = turn.hold().id();
        String state = turn.hold().step().state().value();
        switch (stage.handle(owner, command)) {
            case Handled.Done done -> {
                if (turn.move().refused()) {
                    failures.add(Failure.of(
                            Failure.Kind.DECISION,
                            turn.move().place(),
                            "This decision on " + state + " should have been turned away, and it counted."));
                }
            }
            case Handled.Refused refused -> {
                if (!turn.move().refused()) {
                    failures.add(Failure.of(
                            Failure.Kind.DECISION,
                            turn.move().place(),
                            "This decision on " + state + " was turned away: "
                                    + refused.why().message() + "."));
                }
            }
            case Handled.NoSuchRun none -> throw new IllegalStateException("a hold without a run: " + hold);
            case Handled.KeyTaken taken -> throw new IllegalStateException("a decision starts no run");
            case Handled.StartedBefore before -> throw new IllegalStateException("a decision starts no run");
            case Handled.Stale stale -> throw new IllegalStateException("a decision has no claim");
        }
    }

    /** To every run that waits for it or has its key, as a deployment would deliver it. */
    private void deliver(Stage stage, Run run, TestCase.OutsideEvent event) {
        String key = event.key() == null ? run.key() : event.key();
        if (key == null) {
            failures.add(Failure.of(
                    Failure.Kind.SCRIPT, event.place(), "The flow's runs have no key, so an event needs a `key`."));
            return;
        }
        List<String> refusals = stage.deliver(new EventName(event.event()), key, "event-" + sent, event.payload());
        refusals.forEach(why -> failures.add(
                Failure.of(Failure.Kind.SCRIPT, event.place(), "The event was turned away: " + why + ".")));
    }

    private List<Failure> unusedEvents() {
        List<Failure> unused = new ArrayList<>();
        for (TestCase.OutsideEvent event : events.subList(sent, events.size())) {
            unused.add(Failure.of(
                    Failure.Kind.UNUSED,
                    event.place(),
                    "The run was over before the event " + event.event() + " came."));
        }
        if (test.cancelAfter() != null && !cancelled) {
            unused.add(
                    Failure.of(Failure.Kind.UNUSED, test.place(), "The run was over before it was to be cancelled."));
        }
        return unused;
    }
}
