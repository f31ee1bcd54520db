package dev.signalbox.testkit.sim;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.runtime.port.ActionPort;
import dev.signalbox.runtime.port.ModelPort;
import dev.signalbox.testkit.hostile.HostileModel;
import dev.signalbox.testkit.hostile.HostileTexts;
import dev.signalbox.testkit.hostile.Manner;
import dev.signalbox.testkit.hostile.Said;
import dev.signalbox.testkit.hostile.SchemaValues;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the engine reaches outside: a hostile model, and services that do what they are told and write it down. */
final class HostileOutside {
    /** Each name that a flow of the pools reads, with a host of its own. */
    static final Map<String, String> ENV = Stream.of(
                    "SHOP", "CALC", "DEPLOY", "DESK", "CODE", "LEDGER", "SEARCH", "OPS", "SITE", "BILLING", "BANK")
            .collect(Collectors.toUnmodifiableMap(
                    name -> name + "_URL", name -> "http://" + name.toLowerCase(Locale.ROOT) + ".example"));

    private final Scene scene;
    private final Random random;

    HostileOutside(Scene scene) {
        this.scene = scene;
        random = scene.random();
    }

    private @Nullable Run run(Effect effect) {
        Journal.Story story = scene.journal().story(effect.step().run());
        return story == null ? null : story.now();
    }

    private int logOf(Effect effect) {
        Journal.Story story = scene.journal().story(effect.step().run());
        return story == null ? 0 : story.log.size();
    }

    private void takesItsTime() throws InterruptedException {
        scene.time().sleep(Duration.ofMillis(random.nextInt(4) * 700L));
    }

    ModelPort models() {
        return (call, of) -> ask(call);
    }

    private ModelOutcome ask(Effect.ModelCall call) throws InterruptedException {
        scene.ledger().asked(call, logOf(call));
        takesItsTime();
        Said said = new HostileModel(random, insider(call)).say(call.schema());
        scene.tally().count("replies");
        scene.tally().count("asked in " + call.flow() + "/" + call.step().state());
        scene.tally().count("reply " + said.manner().name().toLowerCase(Locale.ROOT));
        if (said.lies()) {
            scene.tally().count("lies about usage");
        }
        if (said.outcome() == null) {
            throw new IllegalStateException("the library fell over: " + Manner.BLEW_UP);
        }
        return said.outcome();
    }

    private HostileModel.Insider insider(Effect.ModelCall call) {
        CheckedFlow flow = HostileFlows.flow(scene.flows(), call.flow());
        Run run = run(call);
        return new HostileModel.Insider(
                flow.flow().actions().keySet().stream().map(ActionName::value).toList(),
                flow.flow().states().keySet().stream().map(StateName::value).toList(),
                run == null
                        ? List.of()
                        : run.holds().keySet().stream().map(HoldId::value).toList());
    }

    ActionPort actions() {
        return this::act;
    }

    private ActionOutcome act(Effect.ActionCall call) throws InterruptedException {
        Ledger.Arrival arrival = scene.ledger().arrived(call, logOf(call));
        scene.tally().count("calls");
        takesItsTime();
        ActionOutcome answer = answer(call);
        arrival.applied = !(answer instanceof ActionOutcome.Failed);
        arrival.answer = answer;
        return answer;
    }

    private ActionOutcome answer(Effect.ActionCall call) {
        boolean write = call.effect() == Action.Effect.WRITE;
        return switch (random.nextInt(20)) {
            case 0 -> new ActionOutcome.Failed("http.503", HostileTexts.some(random), null, null);
            case 1 -> new ActionOutcome.Failed("http.404", HostileTexts.some(random), null, null);
            case 2, 3, 4 ->
                write
                        ? new ActionOutcome.Unknown("timeout", "no answer in time")
                        : new ActionOutcome.Failed("timeout", "no answer in time", null, null);
            default -> {
                Object result = result(call);
                yield new ActionOutcome.Answered(result, Map.of("status", 200L, "headers", Map.of(), "body", result));
            }
        };
    }

    /** As it is described, by the action or by the data that it is saved to; its texts are as bad as the model's. */
    private Object result(Effect.ActionCall call) {
        Run run = run(call);
        Schema wanted =
                run == null ? null : wanted(scene.flows().pinned(run.bundle()).flow(), call);
        return wanted == null
                ? new TreeMap<>(Map.of("healthy", random.nextInt(3) > 0, "detail", HostileTexts.some(random)))
                : new SchemaValues(random).fitting(wanted.json());
    }

    private static @Nullable Schema wanted(CheckedFlow flow, Effect.ActionCall call) {
        Action action = flow.flow().actions().get(call.action());
        if (action != null && action.returns() != null) {
            return action.returns();
        }
        State state = flow.flow().state(call.step().state());
        DataName saved = state.save() instanceof Save.Whole whole ? whole.name() : null;
        return saved == null || !call.step().slot().isEmpty()
                ? null
                : flow.flow().data().get(saved).schema();
    }
}
