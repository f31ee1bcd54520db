package dev.signalbox.testkit.run;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.Command;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.model.test.PersonMove;
import dev.signalbox.dsl.model.test.TestCase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The people of a test: what each of them does about which hold, and when. */
final class People {
    private final TestCase test;
    private final Workspace workspace;
    private final Scripts<List<PersonMove>> scripts;
    private final Map<HoldId, Desk> desks = new LinkedHashMap<>();

    /** What is scripted for one hold; {@code moves} null when nothing is. */
    private static final class Desk {
        final Hold hold;
        final @Nullable List<PersonMove> moves;
        int done;
        boolean left;

        Desk(Hold hold, @Nullable List<PersonMove> moves) {
            this.hold = hold;
            this.moves = moves;
        }

        @Nullable
        PersonMove next() {
            return moves == null || done >= moves.size() || left ? null : moves.get(done);
        }
    }

    /** A move that is to come. */
    record Turn(Instant at, Hold hold, PersonMove move) {}

    People(TestCase test, Workspace workspace) {
        this.test = test;
        this.workspace = workspace;
        scripts =
                new Scripts<>("people", test.people(), moves -> moves.getFirst().place());
    }

    /** Looks at the holds that are open now, in the order in which they opened. */
    void look(List<Hold> open) {
        Set<HoldId> there = new java.util.HashSet<>();
        for (Hold hold : open) {
            there.add(hold.id());
            desks.computeIfAbsent(hold.id(), id -> new Desk(hold, script(hold)));
        }
        desks.values().forEach(desk -> desk.left = !there.contains(desk.hold.id()));
    }

    private @Nullable List<PersonMove> script(Hold hold) {
        Scripts.Line<List<PersonMove>> line = scripts.next(hold.step().state().value());
        return line == null ? null : line.entry();
    }

    /** The next move of anybody; null when nobody does anything any more. */
    @Nullable
    Turn next() {
        Turn first = null;
        for (Desk desk : desks.values()) {
            PersonMove move = desk.next();
            if (move != null && !(move.move() instanceof PersonMove.Move.Nobody)) {
                Turn turn = new Turn(desk.hold.openedAt().plus(move.after()), desk.hold, move);
                first = first == null || turn.at().isBefore(first.at()) ? turn : first;
            }
        }
        return first;
    }

    /** The command of a move, which is made now. */
    Command command(Turn turn, Hold now) {
        Desk desk = desks.get(turn.hold().id());
        if (desk == null) {
            throw new IllegalStateException("a move at a hold that nobody looked at");
        }
        desk.done++;
        Actor actor = actor(turn.move().by(), now);
        return switch (turn.move().move()) {
            case PersonMove.Move.Approve approve ->
                new Command.ApproveHold(now.id(), now.hash(), approve.edit(), null, approve.note(), actor);
            case PersonMove.Move.Reject reject -> new Command.RejectHold(now.id(), now.hash(), reject.note(), actor);
            case PersonMove.Move.Answer answer ->
                new Command.AnswerHold(now.id(), now.hash(), answer.value(), null, actor);
            case PersonMove.Move.Nobody nobody -> throw new IllegalStateException("nobody decides nothing");
        };
    }

    /** A person of the workspace, or, where the test names none, somebody who may decide. */
    private Actor actor(@Nullable String by, Hold hold) {
        if (by == null) {
            String id = hold.votes().isEmpty()
                    ? "somebody"
                    : "somebody-" + (hold.votes().size() + 1);
            return new Actor(id, Set.copyOf(hold.by()), "test", true, false);
        }
        Workspace.Person person = workspace.people().get(by);
        return new Actor(
                by,
                person == null ? Set.of() : Set.copyOf(person.groups()),
                "test",
                true,
                person != null && person.roles().contains("operator"));
    }

    /** An open hold that waits for nothing scripted: not for a move, and not for {@code nobody}. */
    @Nullable
    Hold unscripted() {
        for (Desk desk : desks.values()) {
            if (!desk.left && desk.next() == null) {
                return desk.hold;
            }
        }
        return null;
    }

    /** Whether the test scripts anything for that state. */
    boolean scripts(Hold hold) {
        return test.people().containsKey(hold.step().state().value());
    }

    List<Failure> unused() {
        List<Failure> unused = new ArrayList<>(scripts.unused());
        for (Desk desk : desks.values()) {
            List<PersonMove> moves = desk.moves == null ? List.of() : desk.moves;
            for (PersonMove move : moves.subList(desk.done, moves.size())) {
                if (!(move.move() instanceof PersonMove.Move.Nobody)) {
                    unused.add(Failure.of(
                            Failure.Kind.UNUSED,
                            move.place(),
                            "The hold of " + desk.hold.step().state() + " was over before this decision."));
                }
            }
        }
        return unused;
    }
}
