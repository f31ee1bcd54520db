package dev.signalbox.testkit.sim;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.Charge;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.port.ActionPort;
import dev.signalbox.runtime.port.ModelPort;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * Actions and models as the world has them: slow, failing, answering too late, not at all or with what does not fit. What
 * reached it happens there whether or not the caller is still alive to hear of it.
 */
final class OutsideWorld {
    private final Random random;
    private final SimTime time;
    private final Journal journal;
    private final Ledger ledger;
    private final Tally tally;
    private final Mischief mischief;

    OutsideWorld(Random random, SimTime time, Journal journal, Ledger ledger, Tally tally, Mischief mischief) {
        this.random = random;
        this.time = time;
        this.journal = journal;
        this.ledger = ledger;
        this.tally = tally;
        this.mischief = mischief;
    }

    private enum Fate {
        ANSWERED,
        REFUSED,
        LOST_ON_THE_WAY,
        ANSWER_LOST,
        MISFIT,
        BLEW_UP
    }

    private int logOf(Effect effect) {
        Journal.Story story = journal.story(effect.step().run());
        return story == null ? 0 : story.log.size();
    }

    ActionPort actions() {
        return this::call;
    }

    private ActionOutcome call(Effect.ActionCall call) throws InterruptedException {
        Ledger.Arrival arrival = ledger.arrived(call, logOf(call));
        Fate fate = fate();
        tally.count("call " + fate.name().toLowerCase(java.util.Locale.ROOT));
        CountDownLatch heard = new CountDownLatch(1);
        // On the world's own time: a caller that dies meanwhile does not keep it from happening.
        time.after(latency(), () -> {
            boolean happens = fate != Fate.REFUSED && fate != Fate.LOST_ON_THE_WAY;
            arrival.applied = happens;
            arrival.answer = answer(call, fate);
            if (happens && fate != Fate.MISFIT) {
                arrival.answer = answered(call);
            }
            time.after(latency(), heard::countDown);
        });
        heard.await();
        if (fate == Fate.BLEW_UP) {
            throw new IllegalStateException("the library fell over");
        }
        return answer(call, fate);
    }

    private Fate fate() {
        if (!mischief.happens(25)) {
            return Fate.ANSWERED;
        }
        Fate[] all = Fate.values();
        return all[1 + random.nextInt(all.length - 1)];
    }

    private Duration latency() {
        return switch (random.nextInt(6)) {
            case 0, 1, 2 -> Duration.ZERO;
            case 3, 4 -> Duration.ofMillis(1 + random.nextInt(3_000));
            default -> mischief.happens(20) ? Duration.ofMinutes(1 + random.nextInt(90)) : Duration.ofSeconds(5);
        };
    }

    private ActionOutcome answer(Effect.ActionCall call, Fate fate) {
        boolean write = call.effect() == Action.Effect.WRITE;
        return switch (fate) {
            case ANSWERED, BLEW_UP -> answered(call);
            case REFUSED -> refused(call);
            case LOST_ON_THE_WAY, ANSWER_LOST ->
                write
                        ? new ActionOutcome.Unknown("timeout", "no answer in time")
                        : new ActionOutcome.Failed("timeout", "no answer in time", null, null);
            case MISFIT -> new ActionOutcome.Answered(Map.of("n", "many"), Map.of("body", "many"));
        };
    }

    /** A function of the call, so that a late answer is the same answer. */
    static ActionOutcome answered(Effect.ActionCall call) {
        Map<String, Object> result = Map.of("n", (long) Math.floorMod(call.key().hashCode() + call.attempt(), 10));
        return new ActionOutcome.Answered(result, Map.of("body", result));
    }

    private ActionOutcome refused(Effect.ActionCall call) {
        String kind = List.of("http.503", "connection", "http.404", "action.busy", "http.429")
                .get(Math.floorMod(call.key().hashCode() + call.attempt(), 5));
        return new ActionOutcome.Failed(
                kind, "it would not", null, kind.equals("http.429") ? Duration.ofSeconds(40) : null);
    }

    ModelPort models() {
        return (call, of) -> ask(call);
    }

    private ModelOutcome ask(Effect.ModelCall call) throws InterruptedException {
        ledger.asked(call, logOf(call));
        time.sleep(latency());
        if (mischief.happens(12)) {
            String kind =
                    List.of("timeout", "http.429", "cut_off", "connection").get(random.nextInt(4));
            tally.count("model failed");
            Charge charged = kind.equals("cut_off") ? new Charge("fast", 20, 4, 0, null, 0.000028) : null;
            return new ModelOutcome.Failed(kind, "no reply", null, charged);
        }
        if (mischief.happens(8)) {
            tally.count("model needs a person");
            return new ModelOutcome.NeedsPerson("nobody recorded a reply");
        }
        String text = mischief.happens(15) ? "perhaps" : Json.isNull(call.schema()) ? "" : reply(call.schema());
        tally.count(text.equals("perhaps") ? "model replied nonsense" : "model replied");
        long output = 1L + random.nextInt(20);
        return new ModelOutcome.Replied(text, "fast", 20, output, 0, 0.00002 + output * 0.000002);
    }

    private String reply(Object schema) {
        if (schema instanceof Map<?, ?> map && map.get("enum") instanceof List<?> choices) {
            return String.valueOf(choices.get(random.nextInt(choices.size())));
        }
        return "so it went";
    }
}
