package dev.signalbox.cli.command;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.dsl.schema.Schemas;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "schema", description = "Print the JSON Schema of a kind of file, for an editor.")
final class SchemaCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "KIND", description = "flow, workspace or test.")
    private String kind = "";

    SchemaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Schemas.Kind wanted = switch (kind) {
            case "flow" -> Schemas.Kind.FLOW;
            case "workspace" -> Schemas.Kind.WORKSPACE;
            case "test" -> Schemas.Kind.TEST;
            default -> throw new Complaint("there is no schema of '" + kind + "'; there is flow, workspace and test");
        };
        terminal.out().println(Schemas.text(wanted).strip());
        return Exit.FINE;
    }
}
