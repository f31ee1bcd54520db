package dev.signalbox.testkit;

import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.runtime.port.Notice;
import dev.signalbox.runtime.port.NoticeId;
import dev.signalbox.runtime.port.NoticeLedger.ChannelState;
import dev.signalbox.runtime.port.NoticeLedger.Claimed;
import dev.signalbox.runtime.port.NoticeLedger.Outcome;
import dev.signalbox.runtime.port.NoticeLedger.State;
import dev.signalbox.runtime.port.NoticeLedger.Told;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The notices on a {@link MemoryStore.Disk}. Its disk guards it. */
final class MemoryNotices {
    private final Map<NoticeId, Kept> kept = new LinkedHashMap<>();
    private byte @Nullable [] key;

    /** @param due when it is to be sent, or whoever has it has it no more */
    private record Kept(
            Notice notice,
            State state,
            Instant due,
            int tries,
            long number,
            @Nullable Instant triedAt,
            @Nullable String problem) {
        boolean waits(Set<String> without) {
            return state == State.WAITING && !without.contains(notice.channel());
        }
    }

    void keep(List<Notice> notices) {
        notices.forEach(notice ->
                kept.putIfAbsent(notice.id(), new Kept(notice, State.WAITING, notice.at(), 0, 0, null, null)));
    }

    List<Claimed> claim(Instant now, Instant until, Set<String> without, int limit) {
        List<Kept> due = kept.values().stream()
                .filter(it -> it.waits(without) && !it.due().isAfter(now))
                .sorted(Comparator.comparing(Kept::due)
                        .thenComparing(it -> it.notice().id().value()))
                .limit(limit)
                .toList();
        return due.stream()
                .map(it -> {
                    Kept taken = new Kept(
                            it.notice(), State.WAITING, until, it.tries(), it.number() + 1, it.triedAt(), it.problem());
                    kept.put(it.notice().id(), taken);
                    return new Claimed(it.notice(), it.tries(), taken.number());
                })
                .toList();
    }

    @Nullable
    Instant next(Set<String> without) {
        return kept.values().stream()
                .filter(it -> it.waits(without))
                .map(Kept::due)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    boolean told(Claimed claimed, Outcome outcome) {
        Kept was = kept.get(claimed.notice().id());
        if (was == null || was.state() != State.WAITING || was.number() != claimed.number()) {
            return false;
        }
        kept.put(
                claimed.notice().id(),
                switch (outcome) {
                    case Outcome.Sent it -> done(was, State.SENT, it.at(), null);
                    case Outcome.Dropped it -> done(was, State.DROPPED, it.at(), was.problem());
                    case Outcome.Failed it -> done(was, State.FAILED, it.at(), it.problem());
                    case Outcome.Later it ->
                        new Kept(
                                was.notice(),
                                State.WAITING,
                                it.due(),
                                was.tries() + 1,
                                was.number(),
                                it.at(),
                                it.problem());
                });
        return true;
    }

    private static Kept done(Kept was, State state, Instant at, @Nullable String problem) {
        return new Kept(was.notice(), state, was.due(), was.tries() + 1, was.number(), at, problem);
    }

    List<Told> of(HoldId hold, int limit) {
        return kept.values().stream()
                .filter(it -> hold.equals(it.notice().hold()))
                .sorted(Comparator.comparing((Kept it) -> it.notice().at())
                        .thenComparing(it -> it.notice().id().value()))
                .limit(limit)
                .map(it -> new Told(it.notice(), it.state(), it.triedAt(), it.problem()))
                .toList();
    }

    Map<String, ChannelState> states() {
        Map<String, ChannelState> states = new TreeMap<>();
        kept.values().stream().map(it -> it.notice().channel()).distinct().forEach(channel -> {
            List<Kept> its = kept.values().stream()
                    .filter(it -> it.notice().channel().equals(channel))
                    .toList();
            Kept failed = its.stream()
                    .filter(it -> it.triedAt() != null && it.problem() != null)
                    .max(Comparator.comparing(it -> Objects.requireNonNull(it.triedAt())))
                    .orElse(null);
            states.put(
                    channel,
                    new ChannelState(
                            its.stream()
                                    .filter(it -> it.state() == State.WAITING)
                                    .count(),
                            latest(its.stream().filter(it -> it.state() == State.SENT)),
                            failed == null ? null : failed.triedAt(),
                            failed == null ? null : failed.problem()));
        });
        return states;
    }

    private static @Nullable Instant latest(Stream<Kept> some) {
        return some.map(Kept::triedAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    int forget(Instant before) {
        int all = kept.size();
        kept.values()
                .removeIf(it -> it.state() != State.WAITING
                        && it.triedAt() != null
                        && !it.triedAt().isAfter(before));
        return all - kept.size();
    }

    void forget(RunId run) {
        kept.values().removeIf(it -> it.notice().run().equals(run));
    }

    byte[] key(byte[] fresh) {
        if (key == null) {
            key = fresh.clone();
        }
        return key.clone();
    }
}
