package dev.signalbox.cli.actions;

import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.OpenWorkspace;
import dev.signalbox.cli.place.Workspaces;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Transport;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.runtime.action.Library;
import dev.signalbox.runtime.action.Signature;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Lists what the flows of a workspace may call, and the Java actions of its jars with the schemas of their records. Where a
 * declared action and its record do not agree, or a jar cannot be loaded, that is a finding and the exit code is 1.
 */
@Command(name = "ls", description = "List the workspace's actions, and its Java actions with their schemas.")
final class ListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = {"-w", "--workspace"},
            paramLabel = "FOLDER",
            description = "The workspace. Default: the one around this folder, else the only one directly below it.")
    private @Nullable String workspace;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    ListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path folder = Workspaces.choose(terminal, workspace);
        OpenWorkspace open = OpenWorkspace.load(folder);
        List<JavaFindings.Declared> declared = JavaFindings.declared(open);
        try (Library library = Library.of(folder)) {
            List<Signature> signatures = library.signatures();
            List<String> findings = JavaFindings.of(open, library);
            if (json) {
                terminal.out().println(Printer.json(json(declared, signatures, findings)));
            } else {
                print(declared, signatures, findings);
            }
            return findings.isEmpty() ? Exit.FINE : Exit.FINDINGS;
        }
    }

    private void print(List<JavaFindings.Declared> declared, List<Signature> signatures, List<String> findings) {
        if (declared.isEmpty() && signatures.isEmpty()) {
            terminal.out().println("no action is declared");
        }
        for (JavaFindings.Declared one : declared) {
            terminal.out()
                    .printf(
                            "%-28s  %-5s  %-5s  %s%n",
                            one.action().name(), kind(one.action()), effect(one.action()), one.file());
        }
        for (Signature signature : signatures) {
            terminal.out().println();
            terminal.out().println("java: " + signature.name() + "  (" + signature.from() + ")");
            terminal.out().println("  args     " + JsonText.write(signature.args()));
            terminal.out()
                    .println("  returns  "
                            + (signature.returns().isEmpty() ? "not said" : JsonText.write(signature.returns())));
        }
        findings.forEach(finding -> terminal.err().println(finding));
    }

    private static Map<String, Object> json(
            List<JavaFindings.Declared> declared, List<Signature> signatures, List<String> findings) {
        List<Object> actions = new ArrayList<>();
        for (JavaFindings.Declared one : declared) {
            Map<String, Object> action = new LinkedHashMap<>();
            action.put("name", one.action().name().value());
            action.put("kind", kind(one.action()));
            action.put("effect", effect(one.action()));
            action.put("file", one.file());
            actions.add(action);
        }
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("actions", actions);
        told.put("java", signatures);
        told.put("findings", findings);
        return told;
    }

    private static String effect(Action action) {
        return action.effect().name().toLowerCase(Locale.ROOT);
    }

    private static String kind(Action action) {
        return switch (action.transport()) {
            case Transport.Http http -> "http";
            case Transport.Java java -> "java";
            case Transport.Mcp mcp -> "mcp";
            case Transport.Exec exec -> "exec";
            case Transport.Echo echo -> "echo";
        };
    }
}
