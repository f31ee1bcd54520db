package dev.signalbox.dsl.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an action reaches its code. */
public sealed interface Transport {
    /** An HTTP request. {@code body} null sends none; each expression after the URL's host is encoded as one segment or value. */
    record Http(
            String method,
            Template url,
            Map<String, Template> headers,
            Map<String, Template> query,
            @Nullable Template body)
            implements Transport {}

    /** A class found through {@code ServiceLoader}, or a function given to the builder under this name. */
    record Java(String name) implements Transport {}

    /**
     * A tool of an MCP server of the workspace.
     *
     * @param schema what the tool was when the file was written, {@code sha256:} and 64 digits; null where the file says
     *     nothing, which calls nothing
     */
    record Mcp(String server, String tool, @Nullable String schema) implements Transport {}

    /** A program with an argument list, never a shell. */
    record Exec(
            String program,
            List<Template> arguments,
            @Nullable Template stdin) implements Transport {
        public Exec {
            arguments = List.copyOf(arguments);
        }
    }

    /** Returns its arguments. */
    record Echo() implements Transport {}
}
