package dev.signalbox.cli.validate;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Span;

/**
 * Findings as workflow commands, which GitHub Actions shows as annotations at their lines. The log shows the message alone, so that it begins with the
 * place; the last line is the summary, which is no command. The runner drops both columns where the lines differ, so they are left out there.
 */
final class GithubCommands {
    private GithubCommands() {}

    static String of(Report report) {
        SourceRoot root = SourceRoot.of(report.terminal());
        StringBuilder out = new StringBuilder();
        report.found().forEach(found -> write(found, root, out));
        return out.append(report.summary()).append('\n').toString();
    }

    private static void write(Diagnostic found, SourceRoot root, StringBuilder out) {
        Span span = found.place().span();
        String command = switch (found.severity()) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "notice";
        };
        boolean oneLine = span.line() == span.endLine();
        String file = root.path(span.file());
        out.append("::").append(command).append(" file=").append(property(file));
        out.append(",line=").append(span.line());
        if (oneLine) {
            out.append(",col=").append(span.column());
        }
        out.append(",endLine=").append(span.endLine());
        if (oneLine) {
            out.append(",endColumn=").append(Math.max(span.column(), span.endColumn()));
        }
        String title = found.code() + " " + found.code().title();
        out.append(",title=").append(property(title)).append("::").append(data(message(found, file)));
        out.append('\n');
    }

    private static String message(Diagnostic found, String file) {
        Span span = found.place().span();
        StringBuilder text = new StringBuilder();
        text.append(file).append(':').append(span.line()).append(':').append(span.column());
        text.append(": ").append(found.message());
        if (found.help() != null) {
            text.append('\n').append(found.help());
        }
        if (found.suggestion() != null) {
            text.append("\nTry `").append(found.suggestion()).append('`');
        }
        return text.toString();
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
