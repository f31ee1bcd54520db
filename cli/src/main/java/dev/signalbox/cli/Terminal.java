package dev.signalbox.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Logger;

/**
 * What a command sees of the outside. Results go to {@code out}, everything else to {@code err}.
 *
 * @param folder the caller's folder: every relative path is below it
 */
public record Terminal(PrintStream out, PrintStream err, InputStream in, Path folder, Map<String, String> environment) {
    public Terminal {
        environment = Map.copyOf(environment);
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
