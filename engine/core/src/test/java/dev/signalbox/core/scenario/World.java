package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.context.Calibration;
import dev.signalbox.core.decide.Decider;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.decide.Live;
import dev.signalbox.core.decide.Recollections;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.evolve.Evolver;
import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.core.run.Usage;
import dev.signalbox.dsl.check.Checked;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.check.Checker;
import dev.signalbox.dsl.check.FlowSignature;
import dev.signalbox.dsl.check.FlowSignatures;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.FlowReader;
import dev.signalbox.dsl.read.MappingReader;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.ReadMapping;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceReader;
import dev.signalbox.dsl.value.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One run in a world of the test's making. Every decision is checked for what holds of all: deciding twice gives the same,
 * and the run is the fold of its events.
 */
final class World {
    static final String WORKSPACE = """
            signalbox: 1
            models:
              fast: { provider: person, window: 8000, price: { input: 1.0, output: 2.0, cached: 0.1 } }
              first: { provider: person, model: a-1, window: 8000, fallback: [second, tiny] }
              second: { provider: person, model: b-1, window: 6000, fallback: [first, third] }
              tiny: { provider: person, model: t-1, window: 40 }
              third: { provider: anthropic, model: c-1, window: 4000 }
              eyes: { provider: person, window: 8000, takes: [image] }
            env: [HOST]
            secrets: { TOKEN: {} }
            groups: [lead, boss]
            people:
              sam: { name: Sam, groups: [lead], roles: [approver] }
              kim: { name: Kim, groups: [boss], roles: [approver] }
            http: { allow: [api.example] }
            exec: { allow: [report] }
            mcp: { servers: { crm: { url: "https://crm.example" } } }
            """;

    private static final RunId RUN = new RunId("0190a5e0-0000-7000-8000-000000000001");

    CheckedFlow flow;
    private final List<Event> log = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final Map<String, String> env = new HashMap<>(Map.of("HOST", "https://api.example"));
    private Map<String, Calibration> calibrations = Map.of();
    private int bundles;
    private List<Event> lastEvents = List.of();
    private Run run;
    private Instant now = Instant.parse("2026-11-22T09:00:00Z");

    private World(CheckedFlow flow) {
        this.flow = flow;
    }

    /** A world for a flow: the text after its header ({@code signalbox, flow, version}). */
    static World of(String body, String... others) {
        Checked checked = Checker.check(flow(body), workspace(), signatures(others));
        assertNotNull(checked.flow(), () -> "the story's flow has errors: " + checked.diagnostics());
        return new World(checked.flow());
    }

    /** The same for a flow that this program's checker would not pass, as one that was pinned by another could be. */
    static World trusting(String body, String... others) {
        return new World(Checker.trust(flow(body), workspace(), signatures(others)));
    }

    private static Flow flow(String body) {
        return read("signalbox: 1\nflow: story\nversion: 1.0.0\n" + body, workspace(), new NoFiles());
    }

    private static Workspace workspace() {
        return WorkspaceReader.read(WORKSPACE, new NoFiles()).workspace();
    }

    private static FlowSignatures signatures(String... flows) {
        Map<FlowName, FlowSignature> signatures = new HashMap<>();
        for (String text : flows) {
            Flow flow = read(text, workspace(), new NoFiles());
            signatures.put(flow.name(), new FlowSignature(flow.name(), flow.input(), flow.output()));
        }
        return FlowSignatures.of(signatures);
    }

    private static Flow read(String text, Workspace workspace, Sources none) {
        ReadFlow read = FlowReader.read("story.flow.yaml", text, workspace, none);
        assertNotNull(read.flow(), () -> "the story's flow cannot be read: " + read.diagnostics());
        assertEquals(
                List.of(), read.diagnostics().stream().filter(d -> d.isError()).toList());
        return read.flow();
    }

    private record NoFiles() implements Sources {
        @Override
        public String read(String path) {
            return null;
        }

        @Override
        public List<String> paths() {
            return List.of();
        }
    }

    // What is done.

    Decision decide(Command command) {
        Live live = new Live(now, Map.copyOf(env)).withCalibrations(calibrations);
        Decision decision = Decider.decide(flow, run, command, live);
        assertEquals(decision, Decider.decide(flow, run, command, live), "deciding twice gives the same");
        Visited.command(command, decision);
        if (decision instanceof Decision.Accepted accepted) {
            take(accepted);
            if (command instanceof Command.MoveRun move) {
                flow = move.to();
            }
        }
        return decision;
    }

    private void take(Decision.Accepted accepted) {
        Run folded = run;
        for (Event event : accepted.events()) {
            Run after = Evolver.evolve(folded, event);
            Visited.event(folded, event, after);
            folded = after;
        }
        assertEquals(accepted.run(), folded, "the run is the fold of its events");
        run = accepted.run();
        log.addAll(accepted.events());
        if (!accepted.events().isEmpty()) {
            ends.add((long) log.size());
        }
        lastEvents = accepted.events();
        effects.addAll(accepted.effects());
        assertEquals(log.size(), accepted.run().seq(), "the sequence is dense");
    }

    World does(Command command) {
        Decision decision = decide(command);
        assertInstanceOf(Decision.Accepted.class, decision, () -> "refused: " + decision);
        return this;
    }

    Decision.Rejected refuses(Command command) {
        Decision decision = decide(command);
        return assertInstanceOf(Decision.Rejected.class, decision, () -> "accepted: " + decision);
    }

    /** What lets the run go on by that other file, with the mapping of that text. */
    Command.MoveRun moveTo(World other, String mapping) {
        ReadMapping read = MappingReader.read("mapping.yaml", mapping, flow.flow(), other.flow.flow());
        assertEquals(List.of(), read.diagnostics());
        bundles++;
        return new Command.MoveRun(
                run.bundle(),
                new BundleHash(String.valueOf((char) ('b' + bundles)).repeat(64)),
                other.flow,
                read.mapping(),
                null,
                SAM);
    }

    World move(World other, String mapping) {
        return does(moveTo(other, mapping));
    }

    World move(World other) {
        return move(other, "{}");
    }

    /** Refused, and nothing is as it was not before: the codes of the reasons. */
    List<String> cannotMove(World other, String mapping) {
        Run before = run;
        Decision.Rejected rejected = refuses(moveTo(other, mapping));
        assertEquals(before, run, "a run that is refused is not half moved");
        return ((List<?>) rejected.details().getOrDefault("problems", List.of()))
                .stream()
                        .map(problem -> String.valueOf(((Map<?, ?>) problem).get("code")))
                        .distinct()
                        .toList();
    }

    /** Another world in which a fork of this run, after its event {@code seq}, has just been made. This one stays as it is. */
    World fork(long seq, boolean again, Duration later) {
        World world = forking(later);
        world.does(forkCommand(seq, again));
        return world;
    }

    /** A world without a run yet, like this one otherwise. */
    World forking(Duration later) {
        World world = new World(flow);
        world.now = now.plus(later);
        world.env.putAll(env);
        world.calibrations = calibrations;
        return world;
    }

    Command.ForkRun forkCommand(long seq, boolean again) {
        return new Command.ForkRun(
                new RunId("0190a5e0-0000-7000-8000-00000000000f"),
                run.id(),
                seq,
                log.subList(0, (int) seq),
                again ? List.of() : Recollections.after(log, seq),
                KIM);
    }

    /** Where each commit ended. */
    List<Long> ends() {
        return ends;
    }

    World start(String input) {
        return does(startCommand(input));
    }

    static Command.StartRun startCommand(String input) {
        return new Command.StartRun(RUN, new BundleHash("b".repeat(64)), json(input), null, "ann", null, Limits.NONE);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> json(String text) {
        return (Map<String, Object>) JsonText.parse(text);
    }

    World after(Duration time) {
        now = now.plus(time);
        return this;
    }

    World wake(Duration after) {
        now = now.plus(after);
        return does(new Command.Wake());
    }

    World env(String name, String value) {
        env.put(name, value);
        return this;
    }

    World learned(String model, int version, int percent) {
        calibrations = Map.of(model, new Calibration(version, percent));
        return this;
    }

    Effect.ActionCall call(String slot) {
        return (Effect.ActionCall) effects.stream()
                .filter(effect -> effect instanceof Effect.ActionCall call
                        && call.step().slot().equals(slot))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no call in slot " + slot + ": " + effects));
    }

    Effect.ModelCall question() {
        return (Effect.ModelCall) effects.stream()
                .filter(effect -> effect instanceof Effect.ModelCall)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no question: " + effects));
    }

    Effect.ChildRun child() {
        return (Effect.ChildRun) effects.stream()
                .filter(effect -> effect instanceof Effect.ChildRun)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no child: " + effects));
    }

    Command outcome(String slot, ActionOutcome outcome) {
        return new Command.CompleteAction(call(slot).step(), call(slot).attempt(), outcome);
    }

    World answers(String slot, String result) {
        return does(outcome(slot, answered(result)));
    }

    static ActionOutcome answered(String result) {
        Object value = JsonText.parse(result);
        return new ActionOutcome.Answered(value, Map.of("status", 200L, "body", value));
    }

    World answers(String result) {
        return answers("", result);
    }

    World fails(String slot, String kind) {
        return does(outcome(slot, new ActionOutcome.Failed(kind, "it went wrong", null, null)));
    }

    World fails(String kind) {
        return fails("", kind);
    }

    World unknown() {
        return does(outcome("", new ActionOutcome.Unknown("timeout", "no answer in time")));
    }

    World replies(String text) {
        return does(reply(new ModelOutcome.Replied(text, "fast", 100, 20, 0, 0.00014)));
    }

    Command reply(ModelOutcome outcome) {
        return new Command.CompleteModel(question().step(), question().attempt(), outcome);
    }

    World childEnds(String status, String output) {
        Object value = output == null ? null : JsonText.parse(output);
        String error = status.equals("succeeded") ? null : "it went wrong";
        return does(new Command.CompleteChild(
                child().step(), child().child(), status, value, error, new Usage(3, 1, 10, 5, 0, 0.5)));
    }

    World event(String name, String key, String id, String payload) {
        return does(new Command.DeliverEvent(new EventName(name), key, id, JsonText.parse(payload)));
    }

    static Actor person(String id, String... groups) {
        return new Actor(id, Set.of(groups), "console", true, false);
    }

    static final Actor SAM = person("sam", "lead");
    static final Actor KIM = person("kim", "boss");

    World approve() {
        return does(new Command.ApproveHold(hold().id(), hold().hash(), Map.of(), null, null, SAM));
    }

    World reject(String note) {
        return does(new Command.RejectHold(hold().id(), hold().hash(), note, SAM));
    }

    World answer(String answer) {
        return does(new Command.AnswerHold(hold().id(), hold().hash(), JsonText.parse(answer), null, SAM));
    }

    // What came of it.

    Run run() {
        Run now = run;
        assertNotNull(now);
        return now;
    }

    Instant now() {
        return now;
    }

    Hold hold() {
        assertEquals(1, run().holds().size(), "one open hold");
        return run().holds().values().iterator().next();
    }

    HoldId holdId() {
        return hold().id();
    }

    List<Effect> effects() {
        return effects;
    }

    List<Event> log() {
        return log;
    }

    /** The names of the events of the last decision. */
    List<String> last() {
        return lastEvents.stream()
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }

    World is(RunStatus status) {
        assertEquals(status, run().status(), () -> String.valueOf(run().ending()));
        return this;
    }

    World in(String state) {
        assertEquals(new StateName(state), run().state());
        return this;
    }

    World has(String name, String value) {
        assertEquals(JsonText.parse(value), run().data().get(new DataName(name)));
        return this;
    }

    World gives(String output) {
        is(RunStatus.SUCCEEDED);
        assertEquals(JsonText.parse(output), run().output());
        return this;
    }
}
