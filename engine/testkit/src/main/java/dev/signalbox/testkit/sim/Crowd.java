package dev.signalbox.testkit.sim;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.command.Recipient;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.model.EventName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** People and other systems: they decide what is open, and also what is not, twice, with old hashes, and when it is not theirs. */
final class Crowd {
    static final Actor OPERATOR = new Actor("root", Set.of(), "console", true, true);
    private static final List<Actor> PEOPLE = List.of(
            new Actor("sam", Set.of("lead"), "console", true, false),
            new Actor("ann", Set.of("lead"), "api", true, false),
            new Actor("bob", Set.of("boss"), "cli", false, false),
            new Actor("zoe", Set.of(), "console", true, false),
            OPERATOR);

    private final Random random;
    private final Mischief mischief;
    private final List<Seen> seen = new ArrayList<>();

    private record Seen(HoldId hold, String hash) {}

    Crowd(Random random, Mischief mischief) {
        this.random = random;
        this.mischief = mischief;
    }

    String somebody() {
        return PEOPLE.get(random.nextInt(PEOPLE.size())).id();
    }

    private Actor decider() {
        return mischief.isOn() ? PEOPLE.get(random.nextInt(PEOPLE.size())) : PEOPLE.get(random.nextInt(2));
    }

    /** A decision about one of the open holds of the run, or about one that was seen before. Null when there is none. */
    @Nullable
    Command decide(Run run) {
        List<Hold> open = List.copyOf(run.holds().values());
        if (open.isEmpty()) {
            return null;
        }
        Hold hold = open.get(random.nextInt(open.size()));
        seen.add(new Seen(hold.id(), hold.hash()));
        if (hold.purpose() == Hold.Purpose.APPROVE || mischief.happens(5)) {
            return approval(hold);
        }
        return new Command.AnswerHold(hold.id(), hash(hold), answer(hold), note(), decider());
    }

    /** Somebody asks for more about an open hold of the run, or gives it to somebody, who may decide it or not. */
    Command talk(Run run, Random talks) {
        List<HoldId> open = List.copyOf(run.holds().keySet());
        HoldId hold = open.get(talks.nextInt(open.size()));
        Actor one = PEOPLE.get(talks.nextInt(PEOPLE.size()));
        Actor other = PEOPLE.get(talks.nextInt(PEOPLE.size()));
        return switch (talks.nextInt(3)) {
            case 0 -> new Command.DiscussHold(hold, "why is that?", one);
            case 1 -> new Command.DelegateHold(hold, new Recipient.Group("lead"), null, one);
            default -> new Command.DelegateHold(hold, new Recipient.Person(other), "yours", one);
        };
    }

    /** Decides again what somebody saw long ago. */
    @Nullable
    Command decideAgain() {
        if (seen.isEmpty()) {
            return null;
        }
        Seen old = seen.get(random.nextInt(seen.size()));
        return random.nextBoolean()
                ? new Command.ApproveHold(old.hold(), old.hash(), Map.of(), null, note(), decider())
                : new Command.RejectHold(old.hold(), old.hash(), note(), decider());
    }

    private Command approval(Hold hold) {
        if (mischief.happens(18)) {
            return new Command.RejectHold(hold.id(), hash(hold), note(), decider());
        }
        boolean edits = !hold.edit().isEmpty() && random.nextInt(3) == 0;
        Map<String, Object> edit = edits
                ? Map.of(hold.edit().get(0).path(), (long) (mischief.happens(15) ? 500 : random.nextInt(10)))
                : Map.of();
        return new Command.ApproveHold(hold.id(), hash(hold), edit, null, note(), decider());
    }

    /** Mostly what the hold shows; sometimes what an older page shows, or nothing. */
    private @Nullable String hash(Hold hold) {
        if (mischief.happens(10)) {
            return null;
        }
        if (mischief.happens(12)) {
            List<String> old = seen.stream()
                    .filter(one -> one.hold().equals(hold.id()) && !one.hash().equals(hold.hash()))
                    .map(Seen::hash)
                    .toList();
            return old.isEmpty() ? "0".repeat(64) : old.get(0);
        }
        return hold.hash();
    }

    private @Nullable String note() {
        return random.nextBoolean() ? "as agreed" : null;
    }

    private Object answer(Hold hold) {
        if (mischief.happens(12)) {
            return "anything";
        }
        return switch (hold.purpose()) {
            case UNKNOWN -> unknown();
            case ASK, MODEL, APPROVE -> fitting(hold.form());
        };
    }

    private Object unknown() {
        return switch (random.nextInt(3)) {
            case 0 -> Map.of("outcome", "happened", "result", Map.of("n", 4L));
            case 1 -> Map.of("outcome", "did_not_happen");
            default -> Map.of("outcome", "try_again");
        };
    }

    private Object fitting(@Nullable Object form) {
        if (form instanceof Map<?, ?> map) {
            if (map.get("enum") instanceof List<?> choices && !choices.isEmpty()) {
                Object choice = choices.get(random.nextInt(choices.size()));
                return choice == null ? "" : choice;
            }
            if ("integer".equals(map.get("type"))) {
                return (long) random.nextInt(10);
            }
        }
        return "so it is";
    }

    /** An event for the runs of that key; its id comes again and again. */
    Command.DeliverEvent event(String key) {
        Map<String, Object> payload =
                mischief.happens(10) ? Map.of("n", "much") : Map.of("n", (long) random.nextInt(10));
        String id = "e" + (mischief.isOn() ? random.nextInt(6) : random.nextInt(1_000_000));
        return new Command.DeliverEvent(new EventName("paid"), key, id, payload);
    }
}
