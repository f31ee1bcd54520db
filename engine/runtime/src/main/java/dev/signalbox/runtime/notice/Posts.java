package dev.signalbox.runtime.notice;

import dev.signalbox.dsl.model.Channel;
import dev.signalbox.runtime.port.NoticeId;
import org.jspecify.annotations.Nullable;

/** Each kind of channel by its own means. */
final class Posts implements Post {
    private final WebPost web;
    private final MailPost mail;

    Posts(WebPost web, MailPost mail) {
        this.web = web;
        this.mail = mail;
    }

    @Override
    public Answer send(Channel channel, String to, NoticeId id, Letter letter) throws InterruptedException {
        return switch (channel.way()) {
            case Channel.Slack slack -> web.send(slack, letter);
            case Channel.Webhook webhook -> web.send(webhook, id, letter);
            case Channel.Email email -> mail.send(email, to, id, letter);
        };
    }

    @Override
    public @Nullable String problem(Channel channel) {
        return switch (channel.way()) {
            case Channel.Slack slack -> web.problem(slack.url());
            case Channel.Webhook webhook -> web.problem(webhook);
            case Channel.Email email -> mail.problem(email);
        };
    }
}
