package dev.signalbox.runtime.notice;

import dev.signalbox.dsl.model.Channel;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.runtime.action.GuardedPost;
import dev.signalbox.runtime.codec.LogText;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.Environment;
import dev.signalbox.runtime.port.NoticeId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** To Slack's incoming webhooks and to plain ones, by the guarded client of the actions. */
final class WebPost {
    private final GuardedPost client;
    private final Environment environment;
    private final Clock clock;
    private final Duration longest;

    WebPost(GuardedPost client, Environment environment, Clock clock) {
        this(client, environment, clock, Post.LONGEST);
    }

    /** @param longest how long one request may take */
    WebPost(GuardedPost client, Environment environment, Clock clock, Duration longest) {
        this.client = client;
        this.environment = environment;
        this.clock = clock;
        this.longest = longest;
    }

    Post.Answer send(Channel.Slack slack, Letter letter) throws InterruptedException {
        try {
            return post(Filled.of(slack.url(), environment), Map.of(), bytes(SlackBlocks.of(letter)));
        } catch (Filled.Missing missing) {
            return new Post.Answer.Refused(missing.sentence(), null);
        }
    }

    /** Its body is the same at each try but for the time it was sent, which is signed too. */
    Post.Answer send(Channel.Webhook webhook, NoticeId id, Letter letter) throws InterruptedException {
        Instant now = clock.now();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", letter.type());
        body.put("timestamp", now.toString());
        body.put("data", letter.data());
        byte[] json = bytes(body);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", "msg_" + id);
        headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
        try {
            if (webhook.secret() != null) {
                String secret = Filled.of(webhook.secret(), environment).text();
                headers.put("webhook-signature", StandardWebhook.signature(secret, "msg_" + id, now, json));
            }
            return post(Filled.of(webhook.url(), environment), headers, json);
        } catch (Filled.Missing missing) {
            return new Post.Answer.Refused(missing.sentence(), null);
        }
    }

    private Post.Answer post(Filled url, Map<String, String> headers, byte[] json) throws InterruptedException {
        return switch (client.post(url.text(), url.secrets(), headers, json, longest)) {
            case GuardedPost.Outcome.Taken taken -> new Post.Answer.Taken();
            case GuardedPost.Outcome.Refused it -> new Post.Answer.Refused(it.problem(), it.retryAfter());
        };
    }

    @Nullable
    String problem(Channel.Webhook webhook) {
        try {
            if (webhook.secret() != null) {
                StandardWebhook.key(Filled.of(webhook.secret(), environment).text());
            }
        } catch (Filled.Missing missing) {
            return missing.sentence();
        }
        return problem(webhook.url());
    }

    @Nullable
    String problem(Template url) {
        try {
            Filled filled = Filled.of(url, environment);
            return client.refusal(filled.text(), filled.secrets());
        } catch (Filled.Missing missing) {
            return missing.sentence();
        }
    }

    private static byte[] bytes(Map<String, Object> json) {
        return LogText.write(json).getBytes(StandardCharsets.UTF_8);
    }
}
