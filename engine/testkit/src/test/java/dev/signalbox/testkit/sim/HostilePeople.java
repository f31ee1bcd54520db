package dev.signalbox.testkit.sim;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.command.Recipient;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.testkit.hostile.HostileTexts;
import dev.signalbox.testkit.hostile.SchemaValues;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * People who approve what they are shown, or refuse it, or never look; others try what is not theirs. For each hold it is
 * decided once what they will do.
 */
final class HostilePeople {
    private static final Set<String> GROUPS = Set.of("support-lead", "reviewer", "release", "lead", "boss");
    private static final Actor SAM = new Actor("sam", GROUPS, "console", true, false);
    private static final Actor ANN = new Actor("ann", GROUPS, "api", true, false);
    private static final Actor STRANGER = new Actor("zoe", Set.of(), "api", true, false);

    private final Scene scene;
    private final Random random;
    private final SchemaValues values;
    private final Map<HoldId, Deque<Doing>> plans = new HashMap<>();

    /** One decision, made for the hold as it is then. Null: they let it be. */
    private interface Doing {
        @Nullable
        Command decide(Hold hold);
    }

    HostilePeople(Scene scene) {
        this.scene = scene;
        random = scene.random();
        values = new SchemaValues(random);
    }

    /** One of them does the next thing they meant to do about an open hold. False when nobody means to do anything. */
    boolean act(Worker worker) {
        for (Journal.Story story : scene.journal().stories().values()) {
            Run run = story.now();
            if (run == null || !run.open()) {
                continue;
            }
            for (Hold hold : run.holds().values()) {
                Deque<Doing> plan = plans.computeIfAbsent(hold.id(), id -> plan(run, hold));
                Doing next = plan.poll();
                Command decision = next == null ? null : next.decide(hold);
                if (decision != null) {
                    worker.send(run.id(), decision);
                    return true;
                }
            }
        }
        return false;
    }

    private Deque<Doing> plan(Run run, Hold hold) {
        scene.tally().count("holds to " + hold.purpose().name().toLowerCase(java.util.Locale.ROOT));
        List<Doing> plan = new ArrayList<>();
        if (random.nextInt(8) == 0) {
            plan.add(its -> approve(its, its.hash(), Map.of(), STRANGER));
        }
        if (random.nextInt(8) == 0) {
            plan.add(its -> approve(its, "0".repeat(64), Map.of(), SAM));
        }
        // Of its own: what people say changes nothing of what they draw to decide.
        Random talk = new Random(hold.id().value().hashCode());
        if (talk.nextInt(6) == 0) {
            plan.add(its -> new Command.DiscussHold(its.id(), HostileTexts.some(talk), STRANGER));
        }
        if (talk.nextInt(8) == 0) {
            Actor to = talk.nextBoolean() ? ANN : STRANGER;
            plan.add(its -> new Command.DelegateHold(its.id(), new Recipient.Person(to), HostileTexts.some(talk), SAM));
        }
        if (random.nextInt(7) == 0) {
            scene.tally().count("holds nobody decides");
            return new ArrayDeque<>(plan);
        }
        if (hold.purpose() == Hold.Purpose.APPROVE) {
            approvals(hold, plan);
        } else {
            answers(run, hold, plan);
        }
        return new ArrayDeque<>(plan);
    }

    private void approvals(Hold hold, List<Doing> plan) {
        if (random.nextInt(4) == 0) {
            plan.add(its -> new Command.RejectHold(its.id(), its.hash(), HostileTexts.some(random), SAM));
            return;
        }
        if (!hold.edit().isEmpty() && random.nextInt(3) == 0) {
            Hold.Editable editable = hold.edit().getFirst();
            Object value = random.nextInt(4) == 0 ? HostileTexts.some(random) : values.fitting(editable.schema());
            plan.add(its -> approve(its, its.hash(), Map.of(editable.path(), value), SAM));
        }
        plan.add(its -> approve(its, its.hash(), Map.of(), SAM));
        plan.add(its -> approve(its, its.hash(), Map.of(), ANN));
    }

    private void answers(Run run, Hold hold, List<Doing> plan) {
        if (random.nextInt(4) == 0) {
            plan.add(its -> new Command.AnswerHold(its.id(), its.hash(), HostileTexts.some(random), null, SAM));
        }
        Object answer = hold.purpose() == Hold.Purpose.UNKNOWN
                ? whatHappened(run, hold)
                : hold.form() == null ? HostileTexts.some(random) : values.fitting(hold.form());
        plan.add(its -> new Command.AnswerHold(its.id(), its.hash(), answer, HostileTexts.some(random), SAM));
    }

    private Object whatHappened(Run run, Hold hold) {
        Action action = hold.action() == null
                ? null
                : scene.flows().pinned(run.bundle()).flow().flow().actions().get(hold.action());
        return switch (random.nextInt(3)) {
            case 0 -> Map.of("outcome", "did_not_happen");
            case 1 -> Map.of("outcome", "try_again");
            default ->
                action == null || action.returns() == null
                        ? Map.of("outcome", "happened")
                        : Map.of(
                                "outcome",
                                "happened",
                                "result",
                                values.fitting(action.returns().json()));
        };
    }

    private Command approve(Hold hold, String hash, Map<String, Object> edit, Actor by) {
        return new Command.ApproveHold(hold.id(), hash, edit, null, HostileTexts.some(random), by);
    }
}
