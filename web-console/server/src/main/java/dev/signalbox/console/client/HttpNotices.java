package dev.signalbox.console.client;

import dev.signalbox.core.command.Actor;
import dev.signalbox.runtime.api.NoticeOperations;
import dev.signalbox.runtime.api.NoticeViews;
import dev.signalbox.runtime.api.Views;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;

/** Channels, and who was told of what, asked of a server. */
final class HttpNotices implements NoticeOperations {
    private static final TypeReference<Views.Page<NoticeViews.ChannelView>> CHANNELS = new TypeReference<>() {};
    private static final TypeReference<Views.Page<NoticeViews.NoticeView>> NOTICES = new TypeReference<>() {};

    private final Line line;

    HttpNotices(Line line) {
        this.line = line;
    }

    @Override
    public List<NoticeViews.ChannelView> channels() {
        return line.get("/api/channels", CHANNELS).items();
    }

    @Override
    public NoticeViews.TestView testChannel(String channel, Actor actor) {
        return line.read(
                line.post("/api/channels/" + Line.part(channel) + "/test", Map.of(), null), new TypeReference<>() {});
    }

    @Override
    public List<NoticeViews.NoticeView> notices(String hold) {
        return line.get("/api/holds/" + Line.part(hold) + "/notices", NOTICES).items();
    }
}
