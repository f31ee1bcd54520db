package dev.signalbox.runtime.notice;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.model.Channel;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.action.GuardedPost;
import dev.signalbox.runtime.api.NoticeOperations;
import dev.signalbox.runtime.api.NoticeViews;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.dispatch.Changes;
import dev.signalbox.runtime.dispatch.FlowSource;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.Environment;
import dev.signalbox.runtime.port.Notice;
import dev.signalbox.runtime.port.NoticeId;
import dev.signalbox.runtime.port.NoticeLedger;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.StoreException;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything about notices but whom a commit concerns: how the channels stand, a test of one, who was told of a hold, who comes
 * by a link, and the loop that sends once it is told where the console is. Safe to share between threads.
 */
public final class Notices implements NoticeOperations, AutoCloseable {
    private static final int KEY_BYTES = 32;

    private final RunStore store;
    private final Supplier<Workspace> workspace;
    private final FlowSource flows;
    private final Clock clock;
    private final Changes changes;
    private final GuardedPost client;
    private final MailPost mail;
    private final Post post;
    private final NoticeLinks links;
    private volatile @Nullable Outbox outbox;
    private volatile byte @Nullable [] key;
    private boolean closed;

    /** @param standIns the loopback port behind each stand-in's host */
    public Notices(
            RunStore store,
            Supplier<Workspace> workspace,
            FlowSource flows,
            Environment environment,
            Clock clock,
            Changes changes,
            Map<String, Integer> standIns) {
        this.store = store;
        this.workspace = workspace;
        this.flows = flows;
        this.clock = clock;
        this.changes = changes;
        client = GuardedPost.of(workspace, environment, standIns);
        mail = new MailPost(environment);
        post = new Posts(new WebPost(client, environment, clock), mail);
        links = new NoticeLinks(this::key);
    }

    private byte[] key() {
        byte[] known = key;
        if (known == null) {
            byte[] fresh = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(fresh);
            known = store.noticeKey(fresh);
            key = known;
        }
        return known;
    }

    /** Begins to send, with links to the console at that address; a second time does nothing. */
    public synchronized void send(URI publicUrl) {
        if (outbox != null || closed) {
            return;
        }
        String url = publicUrl.toString();
        Letters letters = new Letters(
                store,
                workspace,
                new ShownTitles(flows),
                links,
                url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        Outbox sending = new Outbox(store, clock, workspace, letters, post, store.shared(), this::told);
        outbox = sending;
        sending.start();
    }

    /** Who looks at an open hold sees that somebody was told. That a run has ended is the dispatcher's to tell. */
    private void told(Notice notice) {
        RunRow run = store.row(notice.run());
        if (run != null && run.status() == RunStatus.PAUSED) {
            changes.tell(new Views.Change("hold", run.id().value(), run.status().text()));
        }
    }

    /** There is something new to send. */
    public void written() {
        Outbox sending = outbox;
        if (sending != null) {
            sending.wake();
        }
    }

    @Override
    public List<NoticeViews.ChannelView> channels() {
        Workspace now = workspace.get();
        Map<String, NoticeLedger.ChannelState> states = store.channelStates();
        return now.channels().values().stream()
                .map(channel -> view(now, channel, states.get(channel.name())))
                .toList();
    }

    private NoticeViews.ChannelView view(Workspace now, Channel channel, NoticeLedger.@Nullable ChannelState state) {
        Instant sent = state == null ? null : state.sentAt();
        Instant failed = state == null ? null : state.failedAt();
        String message = state == null ? null : state.problem();
        return new NoticeViews.ChannelView(
                channel.name(),
                channel.kind(),
                now.people().values().stream()
                        .filter(person -> channel.name().equals(person.channel()))
                        .map(Workspace.Person::id)
                        .toList(),
                channel.groups(),
                channel.stuck(),
                post.problem(channel),
                state == null ? 0 : state.waiting(),
                sent == null ? null : sent.toString(),
                failed == null || message == null ? null : new NoticeViews.FailureView(failed.toString(), message));
    }

    /** Waits for the other side. */
    @Override
    public NoticeViews.TestView testChannel(String name, Actor actor) {
        Workspace now = workspace.get();
        Channel channel = now.channels().get(name);
        if (channel == null) {
            throw new Problem(Problem.Kind.NOT_FOUND, "There is no channel " + name + " in this workspace.");
        }
        String to = to(now, channel, actor);
        NoticeId id = NoticeId.of(Letter.TEST, name, Instant.now().toString());
        try {
            return switch (post.send(channel, to, id, Letters.test(name))) {
                case Post.Answer.Taken taken -> new NoticeViews.TestView(true);
                case Post.Answer.Refused refused -> throw new Problem(Problem.Kind.UNAVAILABLE, refused.problem());
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(Problem.Kind.UNAVAILABLE, "Signalbox is closing.");
        }
    }

    /** The room; in a channel of people alone whoever asks, else all of them. */
    private static String to(Workspace now, Channel channel, Actor actor) {
        if (!(channel.way() instanceof Channel.Email email)) {
            return channel.name();
        }
        if (!email.to().isEmpty()) {
            return String.join(", ", email.to());
        }
        Workspace.Person asks = now.people().get(actor.id());
        List<String> addresses = (asks != null && asks.email() != null
                        ? Stream.of(asks)
                        : now.people().values().stream()
                                .filter(person -> channel.name().equals(person.channel())))
                .map(Workspace.Person::email)
                .filter(Objects::nonNull)
                .toList();
        if (addresses.isEmpty()) {
            throw new Problem(
                    Problem.Kind.INVALID,
                    "Nobody has an address in the channel " + channel.name()
                            + ": give its `email` a `to`, or a person with this channel an `email`.");
        }
        return String.join(", ", addresses);
    }

    @Override
    public List<NoticeViews.NoticeView> notices(String hold) {
        if (hold.isEmpty()) {
            throw new Problem(Problem.Kind.NOT_FOUND, "There is no hold without an id.");
        }
        return store.notices(new HoldId(hold), RunStore.MOST).stream()
                .map(told -> new NoticeViews.NoticeView(
                        told.notice().kind().text(),
                        told.notice().channel(),
                        told.notice().to(),
                        told.notice().audience(),
                        (told.at() == null ? told.notice().at() : told.at()).toString(),
                        told.state().name().toLowerCase(Locale.ROOT),
                        told.problem()))
                .toList();
    }

    /**
     * Somebody who is signed in comes by a link.
     *
     * @param place what it leads to, {@code holds/ID} or {@code runs/ID}
     */
    public Arrival arrive(String place, String token, Actor actor) {
        try {
            return switch (links.read(place, token, clock.now())) {
                case NoticeLinks.Read.None none -> new Arrival.Strange();
                case NoticeLinks.Read.Expired expired -> new Arrival.Late();
                case NoticeLinks.Read.Valid valid -> {
                    boolean theirs = valid.audience().isEmpty()
                            || valid.audience().contains(actor.id())
                            || valid.audience().stream().anyMatch(actor.groups()::contains);
                    yield theirs ? new Arrival.Welcome() : new Arrival.Others(names(valid.audience()));
                }
            };
        } catch (StoreException e) {
            throw new Problem(Problem.Kind.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private List<String> names(List<String> audience) {
        Map<String, Workspace.Person> people = workspace.get().people();
        return audience.stream()
                .map(id -> people.containsKey(id) ? people.get(id).name() : id)
                .toList();
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (outbox != null) {
            outbox.close();
        }
        mail.close();
        client.close();
    }
}
