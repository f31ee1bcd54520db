package dev.signalbox.runtime.notice;

import dev.signalbox.dsl.model.Channel;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.Notice;
import dev.signalbox.runtime.port.NoticeLedger;
import dev.signalbox.runtime.port.NoticeLedger.Claimed;
import dev.signalbox.runtime.port.NoticeLedger.Outcome;
import dev.signalbox.runtime.port.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop that sends. It takes notices whose time has come and gives each a thread of its own, so many at a time for each
 * channel that one that hangs keeps no other back; no run waits for any of it. What it has taken is its own for {@link #LEASE},
 * which is longer than any try: after a crash another loop, or the next one, takes it over.
 */
final class Outbox implements AutoCloseable {
    static final Duration LEASE = Post.LONGEST.multipliedBy(4);

    /** How long what was done with is shown. */
    static final Duration KEPT = Duration.ofDays(30);

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int AT_ONCE = 8;
    private static final int AT_ONCE_IN_A_CHANNEL = 2;

    /** What other engines commit is not told here. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private static final Duration REST_AFTER_TROUBLE = Duration.ofSeconds(30);
    private static final Duration FORGET_EVERY = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final NoticeLedger ledger;
    private final Clock clock;
    private final Supplier<Workspace> workspace;
    private final Letters letters;
    private final Post post;
    private final boolean shared;
    private final Consumer<Notice> told;

    private final Object lock = new Object();
    private final Map<String, Integer> underWay = new HashMap<>();
    private final Set<Thread> senders = new HashSet<>();
    private @Nullable Instant forgetAt;
    private @Nullable Thread loop;
    private boolean woken;
    private boolean closed;

    /**
     * @param shared others bring notices too
     * @param told hears of each notice of which something has come
     */
    Outbox(
            NoticeLedger ledger,
            Clock clock,
            Supplier<Workspace> workspace,
            Letters letters,
            Post post,
            boolean shared,
            Consumer<Notice> told) {
        this.ledger = ledger;
        this.clock = clock;
        this.workspace = workspace;
        this.letters = letters;
        this.post = post;
        this.shared = shared;
        this.told = told;
    }

    void start() {
        synchronized (lock) {
            if (!closed && loop == null) {
                loop = Thread.ofVirtual().name("notices").start(this::run);
            }
        }
    }

    /** There is something to send, or room to send it. */
    void wake() {
        synchronized (lock) {
            woken = true;
            lock.notifyAll();
        }
    }

    private void run() {
        while (!over()) {
            Instant next;
            try {
                next = pass();
            } catch (StoreException e) {
                LOG.debug("The store gives no notices", e);
                next = clock.now().plus(REST_AFTER_TROUBLE);
            } catch (RuntimeException e) {
                LOG.error("Sending notices failed and is tried again", e);
                next = clock.now().plus(REST_AFTER_TROUBLE);
            }
            rest(next);
        }
    }

    private boolean over() {
        synchronized (lock) {
            return closed;
        }
    }

    /** Sends what is due and has room; says when to look again. */
    private @Nullable Instant pass() {
        Instant now = clock.now();
        if (forgetAt == null || !now.isBefore(forgetAt)) {
            ledger.forgetNotices(now.minus(KEPT));
            forgetAt = now.plus(FORGET_EVERY);
        }
        while (true) {
            Set<String> full;
            int room;
            synchronized (lock) {
                woken = false;
                full = full();
                room = AT_ONCE - senders.size();
            }
            if (room <= 0) {
                return null; // whoever is done wakes it
            }
            // One at a time: the next may be of the same channel, and that one full.
            List<Claimed> claimed = ledger.claimNotices(now, now.plus(LEASE), full, 1);
            if (claimed.isEmpty()) {
                Instant next = ledger.nextNotice(full);
                Instant look = now.plus(shared ? LOOK_EVERY : FORGET_EVERY);
                return next == null || next.isAfter(look) ? look : next;
            }
            claimed.forEach(this::begin);
        }
    }

    private Set<String> full() {
        Set<String> full = new HashSet<>();
        underWay.forEach((channel, count) -> {
            if (count >= AT_ONCE_IN_A_CHANNEL) {
                full.add(channel);
            }
        });
        return full;
    }

    private void begin(Claimed claimed) {
        String channel = claimed.notice().channel();
        // A platform thread: a mail library that waits inside a lock would hold a carrier that runs need.
        Thread sender = Thread.ofPlatform()
                .daemon()
                .name("notice-" + claimed.notice().id())
                .unstarted(() -> {
                    try {
                        deliver(claimed);
                    } finally {
                        synchronized (lock) {
                            underWay.computeIfPresent(channel, (name, count) -> count == 1 ? null : count - 1);
                            senders.remove(Thread.currentThread());
                        }
                        wake();
                    }
                });
        synchronized (lock) {
            if (closed) {
                return; // it is taken over when the lease is up
            }
            underWay.merge(channel, 1, Integer::sum);
            senders.add(sender);
        }
        sender.start();
    }

    private void deliver(Claimed claimed) {
        Notice notice = claimed.notice();
        try {
            Outcome outcome = outcome(claimed);
            if (ledger.noticeTold(claimed, outcome)) {
                told.accept(notice);
            }
            if (outcome instanceof Outcome.Failed failed) {
                LOG.warn("Nobody could be told through {}: {}", notice.channel(), failed.problem());
            }
        } catch (StoreException e) {
            LOG.debug("What came of a notice is not kept; it is sent again", e);
        } catch (InterruptedException e) {
            LOG.debug("A notice was under way as the engine closed; it is sent again", e);
        }
    }

    private Outcome outcome(Claimed claimed) throws InterruptedException {
        Notice notice = claimed.notice();
        Letter letter = letters.of(notice);
        if (letter == null) {
            return new Outcome.Dropped(clock.now());
        }
        Post.Answer answer;
        try {
            Channel channel = workspace.get().channels().get(notice.channel());
            answer = channel == null
                    ? new Post.Answer.Refused(
                            "There is no channel " + notice.channel() + " in signalbox.yaml any more.", null)
                    : post.send(channel, notice.to(), notice.id(), letter);
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("A notice could not be sent", e);
            answer = new Post.Answer.Refused(
                    "It could not be sent: " + e.getClass().getSimpleName() + ".", null);
        }
        return switch (answer) {
            case Post.Answer.Taken taken -> new Outcome.Sent(clock.now());
            case Post.Answer.Refused refused -> {
                Instant now = clock.now();
                String problem = shortened(refused.problem());
                Instant next = Pauses.next(claimed.tries(), notice.at(), now, refused.retryAfter());
                yield next == null ? new Outcome.Failed(now, problem) : new Outcome.Later(now, next, problem);
            }
        };
    }

    private static String shortened(String problem) {
        return problem.length() <= 500 ? problem : problem.substring(0, 500) + "…";
    }

    /** Until then, or until somebody wakes it; without a time until somebody does. */
    private void rest(@Nullable Instant until) {
        Clock.Alarm alarm = until == null ? null : clock.alarm(until, this::wake);
        synchronized (lock) {
            while (!woken && !closed) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    LOG.debug("Nobody has a reason to interrupt this", e);
                }
            }
        }
        if (alarm != null) {
            alarm.cancel();
        }
    }

    /** Lets what is under way end for a moment, then interrupts it; it is sent again after the next start. */
    @Override
    public void close() {
        List<Thread> left;
        Thread its;
        synchronized (lock) {
            closed = true;
            its = loop;
            left = List.copyOf(senders);
            lock.notifyAll();
        }
        long until = System.nanoTime() + PATIENCE.toNanos();
        if (its != null) {
            join(its, PATIENCE);
        }
        for (Thread sender : left) {
            join(sender, Duration.ofNanos(Math.max(1_000_000, until - System.nanoTime())));
            sender.interrupt();
        }
    }

    private static void join(Thread thread, Duration time) {
        try {
            thread.join(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
