package dev.signalbox.cli.command;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.CheckedFiles;
import dev.signalbox.cli.place.OpenWorkspace;
import dev.signalbox.cli.place.Workspaces;
import dev.signalbox.cli.print.CostJson;
import dev.signalbox.cli.print.CostText;
import dev.signalbox.cli.print.Formats;
import dev.signalbox.dsl.check.Costs;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.HumanReport;
import dev.signalbox.dsl.diagnostic.JsonReport;
import dev.signalbox.dsl.diagnostic.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "validate", description = "Check flow, workspace and test files.")
final class ValidateCommand implements Callable<Integer> {
    private static final Set<String> FORMATS = new LinkedHashSet<>(List.of("human", "json"));

    private final Terminal terminal;

    @Parameters(paramLabel = "PATH", arity = "0..*", description = "Files and folders. Default: this folder.")
    private List<String> paths = new ArrayList<>();

    @Option(names = "--format", paramLabel = "FORMAT", description = "human or json. Default: human.")
    private @Nullable String format;

    @Option(names = "--json", description = "The same as --format json.")
    private boolean json;

    @Option(
            names = "-o",
            paramLabel = "FORMAT=FILE",
            description = "Write this format to a file as well; may be given several times.")
    private List<String> outputs = new ArrayList<>();

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "error or warning: what makes the exit code 1. Default: ${DEFAULT-VALUE}.")
    private String failOn = "error";

    @Option(
            names = "--explain-costs",
            description = "Also tell what one run of each flow may use at most: steps, model calls, tokens and money.")
    private boolean explainCosts;

    ValidateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Formats formats = Formats.of(FORMATS, format, json, outputs);
        Severity worst = failOn();

        Report report = check(paths.isEmpty() ? List.of(".") : paths);
        formats.write(terminal, report::as);
        return report.found().stream().anyMatch(found -> found.severity().compareTo(worst) <= 0)
                ? Exit.FINDINGS
                : Exit.FINE;
    }

    private Report check(List<String> written) {
        int files = 0;
        List<Diagnostic> all = new ArrayList<>();
        List<Costs> costs = new ArrayList<>();
        for (Map.Entry<Path, Set<Path>> group :
                CheckedFiles.find(terminal, written).entrySet()) {
            OpenWorkspace workspace = OpenWorkspace.load(group.getKey());
            Set<Path> wanted = new TreeSet<>(group.getValue());
            files += wanted.size();
            // A flow cannot be right in a workspace that is not, so what is wrong there is always told.
            wanted.add(group.getKey().resolve(Workspaces.FILE));
            for (Path file : wanted) {
                boolean named = group.getValue().contains(file);
                if (explainCosts && named) {
                    costs.addAll(workspace.costs(workspace.path(file)));
                }
                workspace.diagnostics(workspace.path(file)).stream()
                        .filter(found -> named || found.isError())
                        .sorted(Comparator.comparingInt((Diagnostic found) ->
                                        found.place().span().line())
                                .thenComparingInt(found -> found.place().span().column()))
                        .forEach(found -> all.add(workspace.shown(terminal, found)));
            }
        }
        return new Report(terminal, files, all, explainCosts ? costs : null);
    }

    private Severity failOn() {
        return switch (failOn) {
            case "error" -> Severity.ERROR;
            case "warning" -> Severity.WARNING;
            default -> throw new Complaint("--fail-on takes error or warning, not '" + failOn + "'");
        };
    }

    /** What was found, to be written in any format. */
    private record Report(
            Terminal terminal,
            int files,
            List<Diagnostic> found,
            @Nullable List<Costs> costs) {
        String as(String format) {
            if (!format.equals("json")) {
                return human();
            }
            return JsonReport.write(files, found, costs == null ? Map.of() : Map.of("costs", CostJson.of(costs)));
        }

        private String human() {
            String findings = new HumanReport(this::source, false).write(found);
            String tables = costs == null || costs.isEmpty() ? "" : CostText.of(costs) + System.lineSeparator();
            return findings + tables + summary() + System.lineSeparator();
        }

        private String summary() {
            String checked = files == 1 ? "1 file" : files + " files";
            long errors = count(Severity.ERROR);
            long warnings = count(Severity.WARNING);
            if (errors + warnings == 0) {
                return checked + ", nothing wrong";
            }
            return checked + ": " + errors + (errors == 1 ? " error, " : " errors, ") + warnings
                    + (warnings == 1 ? " warning" : " warnings");
        }

        private long count(Severity severity) {
            return found.stream().filter(one -> one.severity() == severity).count();
        }

        private @Nullable String source(String file) {
            try {
                return Files.readString(terminal.path(file));
            } catch (IOException unreadable) {
                return null;
            }
        }
    }
}
