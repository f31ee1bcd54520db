package dev.signalbox.testkit;

import dev.signalbox.core.context.Calibration;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.bundle.Bundle;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.runtime.port.Appended;
import dev.signalbox.runtime.port.Claim;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.Hints;
import dev.signalbox.runtime.port.PendingEffect;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.TriggerLedger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Another store that is cut off just before a commit of the test's choice is kept: the process dies there. */
public final class CuttingStore implements RunStore {
    private final RunStore store;
    private final Predicate<Commit> when;
    private final Runnable cut;

    /** @param cut makes every later call of the store fail */
    public CuttingStore(RunStore store, Predicate<Commit> when, Runnable cut) {
        this.store = store;
        this.when = when;
        this.cut = cut;
    }

    @Override
    public Appended append(Commit commit) {
        if (when.test(commit)) {
            cut.run();
        }
        return store.append(commit);
    }

    @Override
    public void settle(Claim claim) {
        store.settle(claim);
    }

    @Override
    public @Nullable StoredRun load(RunId run) {
        return store.load(run);
    }

    @Override
    public @Nullable RunRow row(RunId run) {
        return store.row(run);
    }

    @Override
    public List<LoggedEvent> events(RunId run, long after, int limit) {
        return store.events(run, after, limit);
    }

    @Override
    public @Nullable CommitSpan commit(RunId run, long seq) {
        return store.commit(run, seq);
    }

    @Override
    public void keepBundle(BundleHash hash, Bundle bundle) {
        store.keepBundle(hash, bundle);
    }

    @Override
    public @Nullable Bundle bundle(BundleHash hash) {
        return store.bundle(hash);
    }

    @Override
    public @Nullable RunId startedBy(String startKey, Instant now) {
        return store.startedBy(startKey, now);
    }

    @Override
    public List<RunId> openWithKey(String key, int limit) {
        return store.openWithKey(key, limit);
    }

    @Override
    public List<RunId> waitingFor(EventName event, String key, int limit) {
        return store.waitingFor(event, key, limit);
    }

    @Override
    public List<RunRow> runs(RunQuery query) {
        return store.runs(query);
    }

    @Override
    public List<RunRow> children(RunId parent, int limit) {
        return store.children(parent, limit);
    }

    @Override
    public List<OpenHold> holds(HoldQuery query) {
        return store.holds(query);
    }

    @Override
    public @Nullable OpenHold hold(HoldId hold) {
        return store.hold(hold);
    }

    @Override
    public int countHolds(HoldQuery query, int most) {
        return store.countHolds(query, most);
    }

    @Override
    public ClaimAnswer claim(HoldId hold, String person, Instant now, Instant until, boolean take) {
        return store.claim(hold, person, now, until, take);
    }

    @Override
    public void release(HoldId hold, @Nullable String person) {
        store.release(hold, person);
    }

    @Override
    public void looked(HoldId hold, String person, Instant at) {
        store.looked(hold, person, at);
    }

    @Override
    public List<Past> decided(DecidedQuery query) {
        return store.decided(query);
    }

    @Override
    public int countDecided(DecidedQuery query, int most) {
        return store.countDecided(query, most);
    }

    @Override
    public List<Reviewer> reviewers(DecidedQuery query) {
        return store.reviewers(query);
    }

    @Override
    public List<PendingEffect> claim(int limit) {
        return store.claim(limit);
    }

    @Override
    public boolean shared() {
        return store.shared();
    }

    @Override
    public List<Claim> renew() {
        return store.renew();
    }

    @Override
    public Hearing hints(Hints to) {
        return store.hints(to);
    }

    @Override
    public List<Wakening> due(Instant now, @Nullable Wakening after, int limit) {
        return store.due(now, after, limit);
    }

    @Override
    public @Nullable Wakening nextWake(@Nullable Wakening after) {
        return store.nextWake(after);
    }

    @Override
    public Map<String, Calibration> calibrations() {
        return store.calibrations();
    }

    @Override
    public boolean calibrate(String model, Calibration next) {
        return store.calibrate(model, next);
    }

    @Override
    public @Nullable List<RunId> received(EventName event, String id, Instant now) {
        return store.received(event, id, now);
    }

    @Override
    public void rememberReceived(EventName event, String id, List<RunId> runs, Instant expires) {
        store.rememberReceived(event, id, runs, expires);
    }

    @Override
    public List<RunRow> endedBefore(Instant before, @Nullable RunCursor after, int limit) {
        return store.endedBefore(before, after, limit);
    }

    @Override
    public boolean purge(RunId run, List<Event> log, Instant now) {
        return store.purge(run, log, now);
    }

    @Override
    public Answer reserve(Reservation wanted) {
        return store.reserve(wanted);
    }

    @Override
    public void spent(String reservation, Amount used) {
        store.spent(reservation, used);
    }

    @Override
    public List<Use> usedOn(LocalDate day) {
        return store.usedOn(day);
    }

    @Override
    public TriggerLedger triggers() {
        return store.triggers();
    }

    @Override
    public List<Claimed> claimNotices(Instant now, Instant until, Set<String> without, int limit) {
        return store.claimNotices(now, until, without, limit);
    }

    @Override
    public @Nullable Instant nextNotice(Set<String> without) {
        return store.nextNotice(without);
    }

    @Override
    public boolean noticeTold(Claimed claimed, Outcome outcome) {
        return store.noticeTold(claimed, outcome);
    }

    @Override
    public List<Told> notices(HoldId hold, int limit) {
        return store.notices(hold, limit);
    }

    @Override
    public Map<String, ChannelState> channelStates() {
        return store.channelStates();
    }

    @Override
    public int forgetNotices(Instant before) {
        return store.forgetNotices(before);
    }

    @Override
    public byte[] noticeKey(byte[] fresh) {
        return store.noticeKey(fresh);
    }

    @Override
    public void close() {
        store.close();
    }
}
