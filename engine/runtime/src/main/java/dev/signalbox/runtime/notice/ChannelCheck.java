package dev.signalbox.runtime.notice;

import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.action.GuardedPost;
import dev.signalbox.runtime.port.Environment;
import dev.signalbox.runtime.port.SystemClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** What is wrong with a workspace's channels as they are set up here. Nothing is sent, and nobody is asked. */
public final class ChannelCheck {
    private ChannelCheck() {}

    /** A sentence for each channel through which nothing could be sent, by its name. */
    public static Map<String, String> problems(Workspace workspace, Environment environment) {
        Map<String, String> problems = new TreeMap<>();
        try (GuardedPost client = GuardedPost.of(() -> workspace, environment, Map.of());
                MailPost mail = new MailPost(environment)) {
            Post post = new Posts(new WebPost(client, environment, new SystemClock()), mail);
            workspace.channels().forEach((name, channel) -> {
                String problem = post.problem(channel);
                if (problem != null) {
                    problems.put(name, problem);
                }
            });
            return problems;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
