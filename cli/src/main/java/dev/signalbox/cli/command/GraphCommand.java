package dev.signalbox.cli.command;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.FlowFile;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.dsl.graph.Dot;
import dev.signalbox.dsl.graph.Graph;
import dev.signalbox.dsl.graph.GraphBuilder;
import dev.signalbox.dsl.graph.Mermaid;
import dev.signalbox.dsl.graph.Svg;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "graph", description = "Draw a flow's states and the ways between them.")
final class GraphCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FLOW", description = "A flow file, or the name of a flow of the workspace.")
    private String flow = "";

    @Option(names = "--format", paramLabel = "FORMAT", description = "mermaid, dot or svg. Default: ${DEFAULT-VALUE}.")
    private String format = "mermaid";

    @Option(names = "--json", description = "The nodes and edges as one JSON object.")
    private boolean json;

    @Option(
            names = {"-w", "--workspace"},
            paramLabel = "FOLDER",
            description = "Where a flow's name is looked up.")
    private @Nullable String workspace;

    GraphCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Graph graph = GraphBuilder.of(FlowFile.find(terminal, flow, workspace).model());
        if (json) {
            terminal.out().println(Printer.json(graph));
            return Exit.FINE;
        }
        String text = switch (format) {
            case "mermaid" -> Mermaid.write(graph);
            case "dot" -> Dot.write(graph);
            case "svg" -> Svg.write(graph);
            default -> throw new Complaint("there is no format '" + format + "'; there is mermaid, dot and svg");
        };
        terminal.out().println(text.stripTrailing());
        return Exit.FINE;
    }
}
