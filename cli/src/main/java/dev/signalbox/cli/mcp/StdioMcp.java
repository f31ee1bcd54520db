package dev.signalbox.cli.mcp;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Interruption;
import dev.signalbox.cli.Terminal;
import dev.signalbox.dsl.value.JsonNodes;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.port.StoreException;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The MCP server on stdin and stdout, until the client has closed the pipe and has its answers. Nothing but the protocol is
 * written to stdout. Each flow is a tool, {@value #RUN} tells how a run stands, and no tool decides anything that a person is
 * asked. Changed files change the tools, which the client is told.
 */
@SuppressWarnings("deprecation") // a constructor or builder that the SDK keeps beside its newer one
final class StdioMcp {
    static final String RUN = "signalbox_run";
    private static final long LOOK_MILLIS = 1_000;
    private static final Duration TO_FINISH = Duration.ofSeconds(10);

    private final FlowTools tools;
    private final FlowRuns runs;
    private final McpJsonMapper mapper =
            new JacksonMcpJsonMapper(JsonMapper.builder().build());
    private SortedMap<String, FlowTools.Offer> offered;

    private StdioMcp(FlowRuns runs) {
        this.runs = runs;
        this.tools = new FlowTools(runs.workspace());
        this.offered = tools.now();
    }

    static int serve(Terminal terminal, FlowRuns runs) {
        // What a library prints must not end up between two messages.
        PrintStream before = System.out;
        System.setOut(terminal.err());
        try {
            new StdioMcp(runs).serve(terminal);
            return Exit.FINE;
        } finally {
            System.setOut(before);
        }
    }

    private void serve(Terminal terminal) {
        CountDownLatch ended = new CountDownLatch(1);
        ClientPipe pipe =
                new ClientPipe(terminal.in(), terminal.out(), runs.longest().plus(TO_FINISH), ended::countDown);
        var transport = new StdioServerTransportProvider(mapper, pipe.in(), pipe.out());
        McpSyncServer server = McpServer.sync(transport)
                .serverInfo("signalbox", "1")
                .instructions(
                        "Each tool is a flow of this workspace. A flow may pause for a person; a tool's answer then"
                                + " says where the person decides, and " + RUN
                                + " tells later what came of it. No tool decides.")
                .capabilities(McpSchema.ServerCapabilities.builder().tools(true).build())
                .jsonMapper(mapper)
                // The engine checks a run's input, and says what is wrong in its own words.
                .validateToolInputs(false)
                .tools(offered.values().stream().map(this::tool).toList())
                .tools(look())
                .build();
        // Clients end a server by a signal too: the runs' engine is closed before the process is gone.
        Interruption interruption = new Interruption(ended::countDown);
        try (runs) {
            refreshUntil(ended, server);
        } finally {
            interruption.close();
        }
    }

    private void refreshUntil(CountDownLatch ended, McpSyncServer server) {
        try {
            while (!ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                refresh(server);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            server.close();
        }
    }

    private void refresh(McpSyncServer server) {
        SortedMap<String, FlowTools.Offer> now = tools.now();
        SortedMap<String, FlowTools.Offer> before = offered;
        if (now.equals(before)) {
            return;
        }
        offered = now;
        before.keySet().stream().filter(name -> !now.containsKey(name)).forEach(server::removeTool);
        now.forEach((name, offer) -> {
            if (!offer.equals(before.get(name))) {
                if (before.containsKey(name)) {
                    server.removeTool(name);
                }
                server.addTool(tool(offer));
            }
        });
        server.notifyToolsListChanged();
    }

    private SyncToolSpecification tool(FlowTools.Offer offer) {
        McpSchema.Tool tool = McpSchema.Tool.builder(offer.name(), plain(offer.input()))
                .title(offer.title())
                .description(offer.description())
                .outputSchema(plain(offer.output()))
                .build();
        return SyncToolSpecification.builder()
                .tool(tool)
                .callHandler((exchange, request) -> answer(
                        () -> runs.start(offer.name(), values(request.arguments()), progress(exchange, request))))
                .build();
    }

    private SyncToolSpecification look() {
        Map<String, Object> input = Map.of(
                "type",
                "object",
                "properties",
                Map.of("run", Map.of("type", "string", "description", "The run's id, as a flow's tool gave it.")),
                "required",
                List.of("run"));
        McpSchema.Tool tool = McpSchema.Tool.builder(RUN, input)
                .description("How a run of a flow stands: its status, its output once it has ended, what it waits for.")
                .outputSchema(plain(FlowTools.output(null)))
                .annotations(
                        McpSchema.ToolAnnotations.builder().readOnlyHint(true).build())
                .build();
        return SyncToolSpecification.builder()
                .tool(tool)
                .callHandler((exchange, request) -> answer(() ->
                        runs.look(String.valueOf(values(request.arguments()).get("run")))))
                .build();
    }

    private interface Work {
        Map<String, Object> done();
    }

    /** What the caller has to mend is an answer of the tool's, not an error of the protocol: a model can read it. */
    private static McpSchema.CallToolResult answer(Work work) {
        try {
            Map<String, Object> shown = work.done();
            boolean failed = "failed".equals(shown.get("status"));
            return McpSchema.CallToolResult.builder()
                    .addTextContent(JsonText.write(shown))
                    .structuredContent(plain(shown))
                    .isError(failed)
                    .build();
        } catch (Problem | Complaint | StoreException problem) {
            return McpSchema.CallToolResult.builder()
                    .addTextContent(String.valueOf(problem.getMessage()))
                    .isError(true)
                    .build();
        }
    }

    private static Consumer<Views.RunView> progress(McpSyncServerExchange exchange, McpSchema.CallToolRequest request) {
        Object token = request.meta() == null ? null : request.meta().get("progressToken");
        if (token == null) {
            return run -> {};
        }
        return new Consumer<>() {
            private long last = -1;

            @Override
            public void accept(Views.RunView run) {
                if (run.usage().steps() > last) {
                    last = run.usage().steps();
                    exchange.progressNotification(new McpSchema.ProgressNotification(
                            token,
                            (double) last,
                            null,
                            run.status() + (run.state() == null ? "" : " at " + run.state())));
                }
            }
        };
    }

    private static Map<String, Object> values(@Nullable Map<String, Object> arguments) {
        Object read = JsonNodes.fromNode(MAPPER.valueToTree(arguments == null ? Map.of() : arguments));
        return dev.signalbox.dsl.value.Json.object(read);
    }

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** As Jackson knows it, JSON's null too. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> plain(Map<String, Object> values) {
        return MAPPER.treeToValue(JsonNodes.toNode(values), Map.class);
    }
}
