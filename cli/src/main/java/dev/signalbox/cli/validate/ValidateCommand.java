package dev.signalbox.cli.validate;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.CheckedFiles;
import dev.signalbox.cli.place.OpenWorkspace;
import dev.signalbox.cli.place.Workspaces;
import dev.signalbox.cli.print.FormatOptions;
import dev.signalbox.cli.print.Formats;
import dev.signalbox.dsl.check.Costs;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Severity;
import dev.signalbox.dsl.diagnostic.Suppressed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks files, tells what is wrong in any format, and mends what is safe to mend. */
@Command(
        name = "validate",
        description = "Check flow, workspace and test files.",
        footer = "Formats: human, json, sarif, github and junit.")
public final class ValidateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "PATH", arity = "0..*", description = "Files and folders. Default: this folder.")
    private List<String> paths = new ArrayList<>();

    @Mixin
    private FormatOptions formatOptions = new FormatOptions("human", "json", "sarif", "github", "junit");

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "error or warning: what makes the exit code 1. Default: ${DEFAULT-VALUE}.")
    private String failOn = "error";

    @Option(names = "--fix", description = "Mend what cannot change what was meant, then tell what is left.")
    private boolean fix;

    @Option(
            names = "--diff",
            description = "Show what --fix would change, and change nothing. Exit code 1 when something would.")
    private boolean diff;

    @Option(
            names = "--explain-costs",
            description = "Also tell what one run of each flow may use at most: steps, model calls, tokens and money.")
    private boolean explainCosts;

    public ValidateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Formats formats = formatOptions.formats();
        Severity worst = failOn();
        List<String> written = paths.isEmpty() ? List.of(".") : paths;
        if (diff) {
            if (fix || explainCosts || !formatOptions.untouched()) {
                throw new Complaint("--diff stands alone: it prints a patch, and no findings");
            }
            return new Mending(terminal).show(CheckedFiles.find(terminal, written));
        }
        Map<Path, Set<Path>> files = CheckedFiles.find(terminal, written);
        if (fix) {
            new Mending(terminal).write(files);
        }
        Report report = check(files, worst);
        formats.write(terminal, report::as);
        return report.exit();
    }

    private Report check(Map<Path, Set<Path>> groups, Severity worst) {
        List<String> files = new ArrayList<>();
        List<Diagnostic> all = new ArrayList<>();
        List<Suppressed> suppressed = new ArrayList<>();
        List<Costs> costs = new ArrayList<>();
        for (Map.Entry<Path, Set<Path>> group : groups.entrySet()) {
            OpenWorkspace workspace = OpenWorkspace.load(group.getKey());
            Set<Path> wanted = new TreeSet<>(group.getValue());
            wanted.forEach(file -> files.add(terminal.show(file)));
            // A flow cannot be right in a workspace that is not, so what is wrong there is always told.
            wanted.add(group.getKey().resolve(Workspaces.FILE));
            for (Path file : wanted) {
                boolean named = group.getValue().contains(file);
                String path = workspace.path(file);
                if (explainCosts && named) {
                    costs.addAll(workspace.costs(path));
                }
                workspace.told(path).stream()
                        .filter(found -> named || found.isError())
                        .sorted(Comparator.comparingInt((Diagnostic found) ->
                                        found.place().span().line())
                                .thenComparingInt(found -> found.place().span().column()))
                        .forEach(found -> all.add(workspace.shown(terminal, found)));
                if (named) {
                    workspace
                            .suppressed(path)
                            .forEach(one -> suppressed.add(
                                    new Suppressed(workspace.shown(terminal, one.finding()), one.reason())));
                }
            }
        }
        return new Report(terminal, files, all, suppressed, explainCosts ? costs : null, worst);
    }

    private Severity failOn() {
        return switch (failOn) {
            case "error" -> Severity.ERROR;
            case "warning" -> Severity.WARNING;
            default -> throw new Complaint("--fail-on takes error or warning, not '" + failOn + "'");
        };
    }
}
