package dev.signalbox.runtime.notice;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.Hold;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.model.Channel;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.dispatch.Tidings;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.Notice;
import dev.signalbox.runtime.port.NoticeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whom a commit concerns, by the workspace as it is then: everybody whom a hold asks and who has a channel, each at their own
 * address where the channel knows one and else in its room, and the rooms of the groups that it asks. A room is told once. Who
 * may not decide the hold is not told of it. The same commit gives the same notices under the same ids.
 */
public final class Addressing implements Tidings {
    private static final Set<String> DECIDES = Set.of("approver", "operator");

    private final Supplier<Workspace> workspace;
    private final Runnable written;

    /** @param written is called when notices are durable; must be quick */
    public Addressing(Supplier<Workspace> workspace, Runnable written) {
        this.workspace = workspace;
        this.written = written;
    }

    @Override
    public void written() {
        written.run();
    }

    @Override
    public List<Notice> of(@Nullable Run before, Run after, Commit commit) {
        List<Event> own = commit.own();
        if (own.stream().noneMatch(Addressing::concerns)) {
            return List.of();
        }
        Workspace now = workspace.get();
        if (now.channels().isEmpty()) {
            return List.of();
        }
        List<Notice> notices = new ArrayList<>();
        long seq = commit.row().seq() - own.size();
        for (Event event : own) {
            seq++;
            Cause cause = cause(event, before, after);
            if (cause != null) {
                notices.addAll(new Round(now, after, cause, seq).notices());
            }
        }
        return notices;
    }

    private static boolean concerns(Event event) {
        return event instanceof Event.HoldOpened
                || event instanceof Event.HoldReminded
                || event instanceof Event.HoldEscalated
                || event instanceof Event.HoldDelegated
                || event instanceof Event.HoldExpired
                || event instanceof Event.RunStuck;
    }

    /**
     * @param hold null where it is about the run
     * @param asked people and groups; empty for anyone who may approve
     */
    private record Cause(
            Notice.Kind kind, Instant at, @Nullable Hold hold, List<String> asked) {}

    private static @Nullable Cause cause(Event event, @Nullable Run before, Run after) {
        if (event instanceof Event.HoldOpened it) {
            Hold hold = after.holds().get(it.hold().id());
            return hold == null ? null : new Cause(Notice.Kind.OPENED, it.at(), hold, hold.asked());
        }
        if (event instanceof Event.HoldReminded it) {
            Hold hold = after.holds().get(it.hold());
            return hold == null ? null : new Cause(Notice.Kind.REMINDER, it.at(), hold, hold.asked());
        }
        if (event instanceof Event.HoldEscalated it) {
            Hold hold = after.holds().get(it.hold());
            return hold == null ? null : new Cause(Notice.Kind.ESCALATED, it.at(), hold, it.by());
        }
        if (event instanceof Event.HoldDelegated it) {
            Hold hold = after.holds().get(it.hold());
            return hold == null ? null : new Cause(Notice.Kind.DELEGATED, it.at(), hold, List.of(it.to()));
        }
        if (event instanceof Event.HoldExpired it) {
            Hold hold = before == null ? null : before.holds().get(it.hold());
            return hold == null ? null : new Cause(Notice.Kind.EXPIRED, it.at(), hold, hold.asked());
        }
        return event instanceof Event.RunStuck it ? new Cause(Notice.Kind.STUCK, it.at(), null, List.of()) : null;
    }

    /** One cause, told to everybody whom it concerns. */
    private static final class Round {
        private record Box(String channel, String to) {}

        private final Workspace workspace;
        private final Run run;
        private final Cause cause;
        private final long seq;
        private final Map<Box, Set<String>> boxes = new LinkedHashMap<>();

        Round(Workspace workspace, Run run, Cause cause, long seq) {
            this.workspace = workspace;
            this.run = run;
            this.cause = cause;
            this.seq = seq;
        }

        List<Notice> notices() {
            if (cause.hold() == null) {
                operators();
            } else if (cause.asked().isEmpty()) {
                anybody(cause.hold());
            } else {
                asked(cause.hold());
            }
            return boxes.entrySet().stream()
                    .map(box -> notice(box.getKey(), box.getValue()))
                    .toList();
        }

        private Notice notice(Box box, Set<String> audience) {
            HoldId hold = cause.hold() == null ? null : cause.hold().id();
            return new Notice(
                    NoticeId.of(
                            run.id().value(),
                            Long.toString(seq),
                            cause.kind().text(),
                            hold == null ? "" : hold.value(),
                            box.channel(),
                            box.to()),
                    run.id(),
                    hold,
                    cause.kind(),
                    box.channel(),
                    box.to(),
                    List.copyOf(audience),
                    cause.at());
        }

        private void operators() {
            List<String> operators = new ArrayList<>();
            for (Workspace.Person person : workspace.people().values()) {
                if (person.roles().contains("operator")) {
                    operators.add(person.id());
                    person(person, person.id());
                }
            }
            for (Channel channel : workspace.channels().values()) {
                if (channel.stuck()) {
                    room(channel, operators);
                }
            }
        }

        /** Nobody is named: whoever may approve. Their room's link is for anybody who does. */
        private void anybody(Hold hold) {
            Predicate<Workspace.Person> decides =
                    person -> person.roles().stream().anyMatch(DECIDES::contains);
            for (Workspace.Person person : workspace.people().values()) {
                if (decides.test(person) && mayDecide(hold, person)) {
                    person(person, null);
                }
            }
            for (Channel channel : workspace.channels().values()) {
                boolean theirs = workspace.people().values().stream()
                        .anyMatch(person ->
                                decides.test(person) && person.groups().stream().anyMatch(channel.groups()::contains));
                if (theirs) {
                    room(channel, List.of());
                }
            }
        }

        private void asked(Hold hold) {
            for (Workspace.Person person : workspace.people().values()) {
                if (!mayDecide(hold, person)) {
                    continue;
                }
                if (cause.asked().contains(person.id())) {
                    person(person, person.id());
                } else {
                    person.groups().stream()
                            .filter(cause.asked()::contains)
                            .findFirst()
                            .ifPresent(group -> person(person, group));
                }
            }
            for (Channel channel : workspace.channels().values()) {
                List<String> theirs = channel.groups().stream()
                        .filter(cause.asked()::contains)
                        .toList();
                if (!theirs.isEmpty()) {
                    room(channel, theirs);
                }
            }
        }

        private boolean mayDecide(Hold hold, Workspace.Person person) {
            return !(hold.notRequester() && person.id().equals(run.startedBy()))
                    && hold.votes().stream().noneMatch(vote -> vote.by().equals(person.id()));
        }

        /** @param as by which name they are asked, for the room; null for any */
        private void person(Workspace.Person person, @Nullable String as) {
            Channel channel =
                    person.channel() == null ? null : workspace.channels().get(person.channel());
            if (channel == null) {
                return;
            }
            String address = person.email();
            if (channel.way() instanceof Channel.Email && address != null) {
                boxes.computeIfAbsent(new Box(channel.name(), address), box -> new LinkedHashSet<>())
                        .add(person.id());
            } else {
                room(channel, as == null ? List.of() : List.of(as));
            }
        }

        private void room(Channel channel, List<String> audience) {
            String to = channel.way() instanceof Channel.Email mail ? String.join(", ", mail.to()) : channel.name();
            if (!to.isEmpty()) {
                boxes.computeIfAbsent(new Box(channel.name(), to), box -> new LinkedHashSet<>())
                        .addAll(audience);
            }
        }
    }
}
