package dev.signalbox.runtime.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How people are told of what waits for them, as the API shows it; fields are snake_case there. */
public final class NoticeViews {
    private NoticeViews() {}

    /**
     * A channel of the workspace.
     *
     * @param kind {@code slack}, {@code email} or {@code webhook}
     * @param people who has it
     * @param groups whose holds are told in its room
     * @param stuck stuck runs are told there
     * @param problem why nothing can be sent through it as it is set up; null when nothing is known that speaks against it
     * @param waiting how many notices are still to be sent
     * @param lastFailure the last try that came to nothing; null when none is remembered
     */
    public record ChannelView(
            String name,
            String kind,
            List<String> people,
            List<String> groups,
            boolean stuck,
            @Nullable String problem,
            long waiting,
            @Nullable String lastSentAt,
            @Nullable FailureView lastFailure) {}

    public record FailureView(String at, String message) {}

    /** @param sent the other side took it */
    public record TestView(boolean sent) {}

    /**
     * One notice of a hold.
     *
     * @param kind {@code opened, reminder, escalated, delegated, expired, stuck}
     * @param to the address, or the channel's name for a room; null for who may not know it
     * @param audience whom it is for, people and groups; empty for whoever may decide
     * @param at when it was tried last; when its cause happened while it was not yet
     * @param state {@code waiting, sent, failed, dropped}: the last is one that nobody wanted any more
     * @param problem what was wrong with the last try; null when nothing was
     */
    public record NoticeView(
            String kind,
            String channel,
            @Nullable String to,
            List<String> audience,
            String at,
            String state,
            @Nullable String problem) {
        public NoticeView {
            audience = List.copyOf(audience);
        }

        /** For who does not run the channels: neither an address, nor what its server said. */
        public NoticeView withoutAddress() {
            return new NoticeView(kind, channel, null, audience, at, state, null);
        }
    }
}
