package dev.signalbox.dsl.read;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.McpServer;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code mcp.servers} of a workspace: programs and addresses. */
final class McpReader {
    private static final String COMMAND = "command";
    private static final String URL = "url";
    private static final String CONCURRENCY = "concurrency";
    private static final List<String> KEYS = List.of(COMMAND, "args", "env", URL, "headers", CONCURRENCY);
    private static final List<String> STDIO_KEYS = List.of(COMMAND, "args", "env", CONCURRENCY);
    private static final List<String> HTTP_KEYS = List.of(URL, "headers", CONCURRENCY);
    private static final Pattern HTTP = Pattern.compile("(?i)https?://.+");
    private static final int MOST_CALLS = 1_000;

    private final Reading reading;
    private final TemplateReader templates;

    McpReader(Reading reading, TemplateReader templates) {
        this.reading = reading;
        this.templates = templates;
    }

    /** The servers that could be read. */
    Map<String, McpServer> servers(Fields mcp) {
        Map<String, McpServer> found = new LinkedHashMap<>();
        for (YamlNode.Entry entry : mcp.entriesOf("servers")) {
            Names.dashed(reading, entry.key());
            McpServer server = server(entry);
            if (server != null && !entry.name().isEmpty()) {
                found.put(entry.name(), server);
            }
        }
        return Collections.unmodifiableMap(found);
    }

    private @Nullable McpServer server(YamlNode.Entry entry) {
        Fields either = Fields.any(reading, entry.value(), "an MCP server");
        if (either == null) {
            return null;
        }
        YamlNode.Entry url = either.entry(URL);
        if (url != null && either.has(COMMAND)) {
            reading.add(Diagnostic.of(
                    Code.Y006,
                    url.key().place(),
                    "An MCP server is a program (`command`) or an address (`url`), not both."));
            return null;
        }
        if (url == null && !either.has(COMMAND)) {
            Fields.open(reading, entry.value(), "an MCP server", KEYS);
            reading.add(Diagnostic.of(
                    Code.Y005,
                    entry.key().place(),
                    "An MCP server needs the key `command`, for a program, or `url`, for an address."));
            return null;
        }
        return url == null ? stdio(entry) : http(entry);
    }

    private @Nullable McpServer stdio(YamlNode.Entry entry) {
        Fields fields = Fields.open(reading, entry.value(), "an MCP server that is a program", STDIO_KEYS);
        YamlNode.Scalar command = fields == null ? null : fields.needText(COMMAND);
        if (fields == null || command == null) {
            return null;
        }
        List<Template> args = new ArrayList<>();
        for (YamlNode item : fields.list("args")) {
            if (item instanceof YamlNode.Scalar scalar) {
                args.add(templates.scalar(scalar));
            } else {
                reading.wrong(item, "a text");
            }
        }
        Map<String, Template> env = new LinkedHashMap<>();
        for (YamlNode.Entry variable : fields.entriesOf("env")) {
            Names.variable(reading, variable.key());
            text(variable, env);
        }
        return new McpServer.Stdio(
                entry.name(),
                command.text(),
                args,
                env,
                fields.whole(CONCURRENCY, 1, MOST_CALLS),
                entry.key().place());
    }

    private @Nullable McpServer http(YamlNode.Entry entry) {
        Fields fields = Fields.open(reading, entry.value(), "an MCP server with a url", HTTP_KEYS);
        YamlNode address = fields == null ? null : fields.need(URL);
        Template url = templates.text(address);
        if (fields == null || address == null || url == null) {
            return null;
        }
        if (url instanceof Template.Literal literal
                && !HTTP.matcher(String.valueOf(literal.value())).matches()) {
            reading.wrong(address, "an http or https address");
        }
        Map<String, Template> headers = new LinkedHashMap<>();
        for (YamlNode.Entry header : fields.entriesOf("headers")) {
            text(header, headers);
        }
        return new McpServer.Http(
                entry.name(),
                url,
                headers,
                fields.whole(CONCURRENCY, 1, MOST_CALLS),
                entry.key().place());
    }

    private void text(YamlNode.Entry entry, Map<String, Template> into) {
        if (entry.value() instanceof YamlNode.Scalar scalar) {
            into.put(entry.name(), templates.scalar(scalar));
        } else {
            reading.wrong(entry.value(), "a text");
        }
    }
}
