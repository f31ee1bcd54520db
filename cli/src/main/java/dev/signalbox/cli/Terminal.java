package dev.signalbox.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Logger;

/**
 * What a command sees of the outside. Results go to {@code out}, everything else to {@code err}; what is printed to either cannot
 * steer a terminal ({@link VisibleStream}).
 *
 * @param folder the caller's folder: every relative path is below it
 */
public record Terminal(PrintStream out, PrintStream err, InputStream in, Path folder, Map<String, String> environment) {
    public Terminal {
        out = VisibleStream.of(out);
        err = VisibleStream.of(err);
        environment = Map.copyOf(environment);
    }

    /** Prints a result as it is, to the byte: the text of a file that was read. */
    public void exactly(String text) {
        VisibleStream.of(out).exact().print(text);
    }

    /** Writes over the line that stands there; only for a person's terminal. */
    public void writeOver(String text) {
        PrintStream exact = VisibleStream.of(err).exact();
        exact.print("\r\u001b[K" + VisibleStream.visible(text));
        exact.flush();
    }

    /** A path as the caller wrote it. */
    public Path path(String written) {
        return folder.resolve(written).normalize();
    }

    /** A path as the caller would write it: relative where that is shorter. */
    public String show(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        if (absolute.startsWith(folder)) {
            String relative = folder.relativize(absolute).toString();
            return relative.isEmpty() ? "." : relative;
        }
        return absolute.toString();
    }

    /** A remark beside the result; a line of the log where that is JSON. */
    public void remark(String sentence) {
        if (LogSetup.isJson()) {
            Logger.getLogger("dev.signalbox.cli").info(sentence);
        } else {
            err.println("signalbox: " + sentence);
        }
    }
}
