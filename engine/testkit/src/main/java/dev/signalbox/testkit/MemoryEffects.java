package dev.signalbox.testkit;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.id.RunId;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.port.Claim;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.EffectId;
import dev.signalbox.runtime.port.PendingEffect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The effects on a {@link MemoryStore.Disk} that are not settled, and the leases of those who have them. Its disk guards it. */
final class MemoryEffects {
    private static final long NOBODY = 0;

    private final Map<EffectId, Kept> effects = new LinkedHashMap<>();
    private final Map<Long, Instant> leases = new HashMap<>();

    private record Kept(Effect effect, long owner, long number, boolean sent) {
        Claim claim() {
            return new Claim(EffectId.of(effect), number);
        }
    }

    void lease(long claimant, Instant until) {
        leases.put(claimant, until);
    }

    void endLease(long claimant) {
        leases.remove(claimant);
    }

    void endLeases() {
        leases.clear();
    }

    private boolean has(long claimant, Instant now) {
        Instant until = leases.get(claimant);
        return until != null && until.isAfter(now);
    }

    /** The number that the effect is under by now, when it is another than the claim's; null when the claim stands. */
    @Nullable
    Long stale(@Nullable Claim claim) {
        Kept held = claim == null ? null : effects.get(claim.effect());
        return held == null || held.claim().equals(claim) ? null : held.number();
    }

    void keep(Commit commit, long owner) {
        commit.settled().forEach(effects::remove);
        effects.keySet().removeIf(id -> commit.dropped().contains(id.step()));
        commit.sent()
                .forEach(id -> effects.computeIfPresent(
                        id, (key, kept) -> new Kept(kept.effect(), kept.owner(), kept.number(), true)));
        for (Effect effect : commit.effects()) {
            Effect read = Codec.effect(MemoryStore.throughText(Codec.effect(effect)));
            effects.put(EffectId.of(effect), new Kept(read, commit.free() ? NOBODY : owner, Claim.FIRST, false));
        }
    }

    void settle(Claim claim) {
        Kept kept = effects.get(claim.effect());
        if (kept != null && kept.number() <= claim.number()) {
            effects.remove(claim.effect());
        }
    }

    List<PendingEffect> claim(int limit, long owner, Instant now) {
        List<PendingEffect> taken = new ArrayList<>();
        for (Map.Entry<EffectId, Kept> entry : effects.entrySet()) {
            Kept kept = entry.getValue();
            if (taken.size() < limit && kept.owner() != owner && !has(kept.owner(), now)) {
                Kept own = new Kept(kept.effect(), owner, kept.number() + 1, kept.sent());
                entry.setValue(own);
                taken.add(new PendingEffect(own.effect(), own.sent(), own.number()));
            }
        }
        return taken;
    }

    List<Claim> of(long owner) {
        return effects.values().stream()
                .filter(kept -> kept.owner() == owner)
                .map(Kept::claim)
                .toList();
    }

    boolean anyOf(RunId run) {
        return effects.keySet().stream().anyMatch(effect -> effect.step().run().equals(run));
    }
}
