package dev.signalbox.dsl.model;

import dev.signalbox.dsl.diagnostic.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An MCP server of the workspace, by the name that actions use. Templates may read {@code env} and {@code secret}. Where it
 * is and how it is started is live, as the allow-lists are: a run pins the tool's schema, not the server.
 */
public sealed interface McpServer {
    /** How many calls of one engine a server has under way at once when its file says nothing. */
    int USUAL_CONCURRENCY = 8;

    String name();

    /** How many calls of one engine it has under way at once; null for {@link #USUAL_CONCURRENCY}. */
    @Nullable
    Integer concurrency();

    Place place();

    /** A program that speaks over its standard input and output. It runs only when {@code exec.allow} names it. */
    record Stdio(
            String name,
            String command,
            List<Template> args,
            Map<String, Template> env,
            @Nullable Integer concurrency,
            Place place)
            implements McpServer {
        public Stdio {
            args = List.copyOf(args);
            env = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(env));
        }
    }

    /** A server over streamable HTTP. It is reached only when {@code http.allow} names its host. */
    record Http(
            String name,
            Template url,
            Map<String, Template> headers,
            @Nullable Integer concurrency,
            Place place) implements McpServer {
        public Http {
            headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        }
    }
}
