package dev.signalbox.core.effect;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an action does, fully rendered, with each secret as {@code ${secret.NAME}}: a person sees it, the hash covers it,
 * and the runner puts the secret in at the last moment.
 */
public sealed interface Target {
    record Http(
            String method,
            String url,
            Map<String, String> headers,
            @Nullable Object body) implements Target {}

    record Java(String name) implements Target {}

    /**
     * @param schema what the tool was when the file was written; null in one that is older than pins
     * @param json whether a text that it answers with is read as JSON, for the action returns no text; null for no
     */
    record Mcp(
            String server,
            String tool,
            @Nullable String schema,
            @Nullable Boolean json) implements Target {}

    record Exec(
            String program,
            List<String> arguments,
            @Nullable String stdin) implements Target {
        public Exec {
            arguments = List.copyOf(arguments);
        }
    }

    record Echo() implements Target {}
}
