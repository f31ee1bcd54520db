package dev.signalbox.testkit;

import dev.signalbox.core.id.HoldId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a {@link MemoryStore} keeps of notices. */
abstract class MemoryOutbox extends MemoryDesk {
    /** On the disk, which is this store's as long as nobody cut it off. */
    abstract <T> T onOutbox(Function<MemoryNotices, T> asked);

    @Override
    public final List<Claimed> claimNotices(Instant now, Instant until, Set<String> without, int limit) {
        return onOutbox(notices -> notices.claim(now, until, without, limit));
    }

    @Override
    public final @Nullable Instant nextNotice(Set<String> without) {
        return onOutbox(notices -> Optional.ofNullable(notices.next(without))).orElse(null);
    }

    @Override
    public final boolean noticeTold(Claimed claimed, Outcome outcome) {
        return onOutbox(notices -> notices.told(claimed, outcome));
    }

    @Override
    public final List<Told> notices(HoldId hold, int limit) {
        return onOutbox(notices -> notices.of(hold, limit));
    }

    @Override
    public final Map<String, ChannelState> channelStates() {
        return onOutbox(MemoryNotices::states);
    }

    @Override
    public final int forgetNotices(Instant before) {
        return onOutbox(notices -> notices.forget(before));
    }

    @Override
    public final byte[] noticeKey(byte[] fresh) {
        return onOutbox(notices -> notices.key(fresh));
    }
}
