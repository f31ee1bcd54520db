package dev.signalbox.cli.command;

import dev.signalbox.cli.command.Finding.Level;
import dev.signalbox.dsl.model.Channel;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.notice.ChannelCheck;
import dev.signalbox.runtime.port.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the doctor says of a workspace's channels. It sends nothing: `signalbox channels test` does. */
final class ChannelFindings {
    private ChannelFindings() {}

    static List<Finding> of(Workspace workspace, Environment environment) {
        List<Finding> findings = new ArrayList<>();
        Map<String, String> problems = ChannelCheck.problems(workspace, environment);
        for (Channel channel : workspace.channels().values()) {
            String problem = problems.get(channel.name());
            if (problem != null) {
                findings.add(new Finding("channels", Level.NOTE, channel.name() + " cannot be used: " + problem));
            } else if (channel.way() instanceof Channel.Webhook webhook && webhook.secret() == null) {
                findings.add(new Finding(
                        "channels",
                        Level.NOTE,
                        channel.name() + " has no `secret`, so who receives it cannot tell it from a forged one"));
            } else {
                findings.add(new Finding("channels", Level.OK, channel.name() + " (" + channel.kind() + ")"));
            }
        }
        return findings;
    }
}
