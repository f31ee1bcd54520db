package dev.signalbox.cli.command;

import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "signalbox",
        versionProvider = Root.Version.class,
        description = "Runs small agents that are state machines in a file, and asks people before anything risky.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 fine; 1 findings or a failed run; 2 wrong usage, configuration or file; 3 internal error; "
                    + "10 the run is paused."
        })
final class Root implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.",
            scope = CommandLine.ScopeType.INHERIT)
    @SuppressWarnings("UnusedVariable") // picocli sets it and shows the help
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    @SuppressWarnings("UnusedVariable") // picocli sets it and shows the version
    private boolean version;

    Root(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(terminal.err());
        return Exit.USAGE;
    }

    static String version() {
        String version = Root.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "signalbox " + version() + ", Java " + Runtime.version().feature()
            };
        }
    }
}
