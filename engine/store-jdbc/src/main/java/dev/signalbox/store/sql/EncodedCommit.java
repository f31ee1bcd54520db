package dev.signalbox.store.sql;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Hold;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.codec.SnapshotJson;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.EffectId;
import dev.signalbox.runtime.port.Snapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A commit and its bodies. Made on the caller's thread, so that encoding does not hold up who writes.
 *
 * @param log its events as one body
 * @param chunks of the snapshot's history, by number
 * @param blobs the long values that the bodies refer to, by hash
 */
public record EncodedCommit(
        Commit commit,
        String log,
        String usage,
        Map<EffectId, String> effects,
        Map<Hold, String> holds,
        @Nullable String snapshot,
        Map<Integer, String> chunks,
        Map<String, String> blobs) {
    public static EncodedCommit of(Commit commit) {
        Bodies bodies = new Bodies();
        List<Event> events = commit.events();
        String log = bodies.write(
                Codec.text(events), () -> events.stream().map(Codec::event).toList());
        Map<EffectId, String> effects = new LinkedHashMap<>();
        for (Effect effect : commit.effects()) {
            effects.put(EffectId.of(effect), bodies.write(Codec.text(effect), () -> Codec.effect(effect)));
        }
        Map<Hold, String> holds = new LinkedHashMap<>();
        for (Hold hold : commit.holds()) {
            holds.put(hold, bodies.write(Codec.text(hold), () -> Codec.hold(hold)));
        }
        Snapshot taken = commit.snapshot();
        String snapshot = taken == null ? null : bodies.write(SnapshotJson.head(taken.run()));
        Map<Integer, String> chunks = new LinkedHashMap<>();
        if (taken != null) {
            SnapshotJson.chunks(taken.run()).forEach((number, chunk) -> chunks.put(number, bodies.write(chunk)));
        }
        String usage = Rows.usage(commit.row().usage());
        return new EncodedCommit(commit, log, usage, effects, holds, snapshot, chunks, bodies.blobs());
    }

    /** Who may decide a hold, as {@code hold_group} has it: a person's or group's name, or {@code *}. */
    public static List<String> deciders(Hold hold) {
        return hold.asked().isEmpty() ? List.of("*") : hold.asked();
    }
}
