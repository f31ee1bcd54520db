package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.hold.HoldHash;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Ending;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Recorded;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Usage;
import dev.signalbox.core.run.Waiter;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.value.JsonText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs go through a flow that has every way of standing, in a world that does the same to the same request, and are forked
 * wherever they can be. In that world a fork comes to the same end as its run, whether it takes what that was answered or asks
 * everything again; what is recorded does not leave a second time; and no call that a person has to approve goes out on an
 * approval that is not the fork's own. {@code -Dforks.seeds=N} takes more.
 */
class ForksAnywhereTest {
    private static final ActionName PAY = new ActionName("pay");
    private static final Actor LEA = World.person("lea", "boss");
    private static final Set<String> FORKED_IN = new HashSet<>();
    private static final Set<String> ENDS = new HashSet<>();
    private static int forks;
    private static int recalled;

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("forks.seeds", 40));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aForkComesToTheSameEndAndAsksForNothingThatIsRecorded(long seed) {
        World world = World.trusting(MovesAnywhereTest.FLOW, SideBySideTest.CHILD);
        toTheEnd(world.start("{\"n\": 1}"), seed);
        ENDS.add(String.valueOf(world.run().state()));
        for (long seq : points(world)) {
            fork(world, seq, false, seed);
            fork(world, seq, true, seed);
        }
    }

    @AfterAll
    static void theyWereForkedEverywhere() {
        assertTrue(forks > 1000, forks + " forks");
        assertTrue(recalled > 2000, recalled + " answers recalled");
        assertTrue(FORKED_IN.size() >= 12, FORKED_IN + "");
        assertTrue(ENDS.contains("done") && ENDS.contains("lost"), ENDS + "");
    }

    private static List<Long> points(World world) {
        List<Long> points = new ArrayList<>();
        for (long seq = 1; seq < world.log().size(); seq++) {
            if (world.ends().contains(seq) || world.log().get((int) seq - 1) instanceof Event.StateEntered) {
                points.add(seq);
            }
        }
        return points;
    }

    private static void fork(World world, long seq, boolean again, long seed) {
        List<Event> log = List.copyOf(world.log());
        World fork = world.fork(seq, again, Duration.ofDays(40));
        FORKED_IN.add(String.valueOf(fork.run().state()));
        forks++;
        toTheEnd(fork, seed);
        assertEquals(log, world.log(), "the run is as it was");
        String where = "forked after " + seq + (again ? ", asked again" : "");
        Run was = world.run();
        Run is = fork.run();
        assertEquals(was.ending(), is.ending(), where);
        assertEquals(was.state(), is.state(), where);
        assertEquals(was.data(), is.data(), where);
        assertEquals(was.visits(), is.visits(), where);
        assertEquals(was.usage(), is.usage(), where);
        assertEquals(was.counters().calls().get(PAY), is.counters().calls().get(PAY), where);
        assertEquals(history(was), history(is), where);
        ownApprovals(fork, where);
        long taken = fork.log().stream()
                .filter(Event.AnswerRecalled.class::isInstance)
                .count();
        if (again) {
            assertEquals(0, taken, where);
        } else {
            recalled += (int) taken;
            nothingLeavesTwice(log, seq, fork, where);
        }
    }

    /** What a context could carry of it, but for when; a decision may have been made twice, once for each run. */
    private static List<String> history(Run run) {
        List<String> lines = new ArrayList<>();
        for (Recorded each : run.memory().history().toList()) {
            if (each.kind() == Recorded.Kind.DECISION) {
                continue;
            }
            lines.add(each.state() + " " + each.visit() + " " + each.kind() + " " + each.call() + " " + each.value());
        }
        return lines;
    }

    /** Each call that goes out after the fork was approved after it, if it has to be, under the hash of what goes out. */
    private static void ownApprovals(World fork, String where) {
        Map<StepId, Event.HoldApproved> good = new HashMap<>();
        Map<String, StepId> holds = new HashMap<>();
        boolean own = false;
        for (Event event : fork.log()) {
            own |= event instanceof Event.RunForked;
            if (!own) {
                continue;
            }
            if (event instanceof Event.HoldOpened opened) {
                holds.put(opened.hold().id().value(), opened.hold().step());
                assertEquals(fork.run().id(), opened.hold().step().run(), where);
            } else if (event instanceof Event.HoldApproved approved) {
                good.put(holds.get(approved.hold().value()), approved);
            } else if (event instanceof Event.CallRequested call) {
                assertEquals(call.step().toString(), call.key(), "the key is the fork's own");
                assertEquals(fork.run().id(), call.step().run(), where);
                if (call.action().equals(PAY)) {
                    Event.HoldApproved by = good.get(call.step());
                    assertTrue(by != null, () -> where + ": " + call + " on no approval of the fork");
                    assertEquals(
                            HoldHash.of(
                                    call.step(),
                                    by.hold(),
                                    fork.run().bundle(),
                                    "action pay",
                                    call.target(),
                                    call.args()),
                            by.hash(),
                            where);
                }
            }
        }
        assertTrue(own, where);
    }

    private static void nothingLeavesTwice(List<Event> log, long seq, World fork, String where) {
        Set<String> answered = new HashSet<>();
        for (Event event : log.subList((int) seq, log.size())) {
            StepId step = event instanceof Event.CallSucceeded it
                    ? it.step()
                    : event instanceof Event.ModelReplied it
                            ? it.step()
                            : event instanceof Event.ChildEnded it ? it.step() : null;
            if (step != null) {
                answered.add(address(step));
            }
        }
        for (Effect effect : fork.effects()) {
            if (effect instanceof Effect.ActionCall
                    || effect instanceof Effect.ModelCall
                    || effect instanceof Effect.ChildRun) {
                boolean fetch = effect.step().slot().equals("fresh"); // how old it may be is a matter of time
                assertTrue(fetch || !answered.contains(address(effect.step())), () -> where + ": " + effect);
            }
        }
    }

    private static String address(StepId step) {
        return step.state() + "/" + step.visit() + "/" + step.slot();
    }

    // A world that does the same to the same request.

    private static int of(long seed, Object what, int many) {
        return Math.floorMod((seed + " " + what).hashCode() * 31, many);
    }

    private static void toTheEnd(World world, long seed) {
        int done = 0;
        for (int i = 0; i < 600 && !(world.run().ending() instanceof Ending.Ended); i++) {
            if (world.run().ending() instanceof Ending.Stuck) {
                return;
            }
            if (done < world.effects().size()) {
                answer(world, world.effects().get(done++), seed);
            } else if (!decided(world, seed)) {
                outside(world);
            }
        }
        assertFalse(world.run().open(), () -> "it hangs in " + world.run());
    }

    private static void answer(World world, Effect effect, long seed) {
        if (effect instanceof Effect.ActionCall call) {
            int what = of(seed, address(call.step()) + call.attempt(), 9);
            if (what == 7 && call.effect() == Action.Effect.WRITE) {
                world.decide(new Command.ReportLeaving(call.step(), call.attempt()));
            }
            ActionOutcome outcome = switch (what) {
                case 0 -> new ActionOutcome.Failed("http.500", "it went wrong", null, null);
                case 1 -> new ActionOutcome.Unknown("timeout", "no answer in time");
                default -> World.answered("{}");
            };
            world.decide(new Command.CompleteAction(call.step(), call.attempt(), outcome));
        } else if (effect instanceof Effect.ModelCall call) {
            int what = of(seed, address(call.step()) + call.attempt(), 7);
            ModelOutcome outcome = switch (what) {
                case 0 -> new ModelOutcome.Replied("perhaps", "fast", 30, 5, 0, 0.0001);
                case 1, 2, 3 -> new ModelOutcome.Replied("yes", "fast", 30, 5, 0, 0.0001);
                default -> new ModelOutcome.Replied("no", "fast", 30, 5, 0, 0.0001);
            };
            world.decide(new Command.CompleteModel(call.step(), call.attempt(), outcome));
        } else if (effect instanceof Effect.ChildRun child) {
            world.decide(new Command.CompleteChild(
                    child.step(), child.child(), "succeeded", Map.of("m", 3L), null, new Usage(3, 1, 10, 5, 0, 0.5)));
        }
    }

    private static boolean decided(World world, long seed) {
        for (Hold hold : List.copyOf(world.run().holds().values())) {
            int what = of(seed, address(hold.step()) + hold.purpose(), 8);
            switch (hold.purpose()) {
                case APPROVE -> {
                    if (what == 0) {
                        world.does(new Command.RejectHold(hold.id(), hold.hash(), "no", World.SAM));
                        return true;
                    }
                    if (what > 1) {
                        world.does(new Command.ApproveHold(hold.id(), hold.hash(), Map.of(), null, null, World.SAM));
                        if (hold.count() > 1) {
                            world.does(new Command.ApproveHold(hold.id(), hold.hash(), Map.of(), null, null, LEA));
                        }
                        return true;
                    }
                }
                case ASK -> {
                    if (what > 1) {
                        world.does(new Command.AnswerHold(
                                hold.id(), hold.hash(), JsonText.parse("\"well\""), null, World.SAM));
                        return true;
                    }
                }
                case UNKNOWN -> {
                    world.does(new Command.AnswerHold(
                            hold.id(),
                            hold.hash(),
                            JsonText.parse(
                                    what == 0 ? "{\"outcome\": \"did_not_happen\"}" : "{\"outcome\": \"happened\"}"),
                            null,
                            World.SAM));
                    return true;
                }
                case MODEL -> throw new AssertionError("nobody plays the model here");
            }
        }
        return false;
    }

    private static void outside(World world) {
        for (Waiter waiter : world.run().waiters()) {
            world.event(
                    waiter.event().value(), waiter.key(), "e" + waiter.step().visit(), "{}");
            return;
        }
        assertNotEquals(null, world.run().wakeAt(), () -> "nothing wakes " + world.run());
        world.wake(Duration.between(world.now(), world.run().wakeAt()).plusSeconds(1));
    }
}
