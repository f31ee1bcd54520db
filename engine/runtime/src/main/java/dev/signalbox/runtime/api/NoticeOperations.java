package dev.signalbox.runtime.api;

import dev.signalbox.core.command.Actor;
import java.util.List;

/** How people are told of what waits for them. Every method throws {@link Problem} for what is the caller's to mend. */
public interface NoticeOperations {
    /** The channels of the workspace, by name. */
    List<NoticeViews.ChannelView> channels();

    /** Sends a test through a channel, now; a problem of kind {@code UNAVAILABLE} says why the other side did not take it. */
    NoticeViews.TestView testChannel(String channel, Actor actor);

    /** Who was told, or is to be told, of a hold, the oldest first; of one that is over too, as long as it is remembered. */
    List<NoticeViews.NoticeView> notices(String hold);
}
