package dev.signalbox.cli.validate;

import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.dsl.check.Costs;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Severity;
import dev.signalbox.dsl.diagnostic.Suppressed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found, to be written in any format.
 *
 * @param files each file that was checked, as the caller would write it
 * @param suppressed what comments take away
 * @param costs null when nobody asked for them
 * @param worst the mildest severity that makes the exit code 1
 */
record Report(
        Terminal terminal,
        List<String> files,
        List<Diagnostic> found,
        List<Suppressed> suppressed,
        @Nullable List<Costs> costs,
        Severity worst) {
    Report {
        files = List.copyOf(files);
        found = List.copyOf(found);
        suppressed = List.copyOf(suppressed);
    }

    String as(String format) {
        return switch (format) {
            case "json" -> JsonFindings.of(this);
            case "sarif" -> Sarif.of(this);
            case "github" -> GithubCommands.of(this);
            case "junit" -> FindingsXml.of(this);
            default -> HumanFindings.of(this);
        };
    }

    int exit() {
        return found.stream().anyMatch(this::fails) ? Exit.FINDINGS : Exit.FINE;
    }

    boolean fails(Diagnostic one) {
        return one.severity().compareTo(worst) <= 0;
    }

    /** {@code 3 files: 1 error, 2 warnings}. */
    String summary() {
        String checked = files.size() == 1 ? "1 file" : files.size() + " files";
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
}
