package dev.signalbox.runtime.notice;

import dev.signalbox.dsl.model.Channel;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.read.WorkspaceReader;
import dev.signalbox.runtime.port.Environment;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Channels as a file writes them, and a letter to send through them. */
final class Channels {
    static final Environment SECRETS = new Environment() {
        private final Map<String, String> values = Map.of(
                "SMTP_PASSWORD", "correct-horse",
                "WRONG", "battery-staple",
                "HOOK_KEY", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "TOKEN", "T0ken-of-a-room");

        @Override
        public Map<String, String> env() {
            return Map.of();
        }

        @Override
        public @Nullable String secret(String name) {
            return values.get(name);
        }
    };

    private static final Sources NO_FILES = new Sources() {
        @Override
        public @Nullable String read(String path) {
            return null;
        }

        @Override
        public List<String> paths() {
            return List.of();
        }
    };

    private Channels() {}

    static Workspace workspace(String channel, String... allow) {
        String text = """
                signalbox: 1
                secrets: { SMTP_PASSWORD: {}, WRONG: {}, HOOK_KEY: {}, TOKEN: {}, UNSET: {} }
                http: { allow: [%s] }
                channels: { c: %s }
                """.formatted(
                String.join(
                        ", ", List.of(allow).stream().map(it -> '"' + it + '"').toList()),
                channel);
        Workspace workspace = WorkspaceReader.read(text, NO_FILES).workspace();
        if (workspace.channels().isEmpty()) {
            throw new IllegalArgumentException("no channel in " + text);
        }
        return workspace;
    }

    static Channel only(Workspace workspace) {
        return Objects.requireNonNull(workspace.channels().get("c"));
    }

    static Letter letter(String title) {
        return new Letter(
                "hold.opened",
                "Approval wanted",
                title,
                List.of(new Letter.Line("Started by", title)),
                "https://signalbox.example/holds/r.pay.1?for=abc.def",
                "Look at it and decide",
                Map.of("title", title));
    }
}
