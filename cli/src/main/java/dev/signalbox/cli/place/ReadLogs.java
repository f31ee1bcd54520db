package dev.signalbox.cli.place;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Terminal;
import dev.signalbox.runtime.Stores;
import dev.signalbox.runtime.port.Flushes;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens a store for a command that reads logs as they are, not as a server shows them. */
public final class ReadLogs {
    private ReadLogs() {}

    /**
     * Refuses a file that is not there: an empty store would only say that nothing ran.
     *
     * @param written the address as it was written; null for the workspace's own store
     */
    public static RunStore of(Terminal terminal, Path workspace, @Nullable String written) {
        String url = written == null
                ? workspace.resolve(".signalbox").resolve("signalbox.db").toString()
                : written;
        boolean file = written == null || url.indexOf(':') < 0;
        Path path = terminal.path(url.replaceFirst("^(jdbc:)?sqlite:", ""));
        if (file || url.matches("(jdbc:)?sqlite:.*")) {
            if (!Files.isRegularFile(path)) {
                throw new Complaint("there is no store at " + terminal.show(path));
            }
            url = path.toString();
        }
        try {
            return Stores.open(url, terminal.folder(), Flushes.NONE);
        } catch (StoreException taken) {
            if (String.valueOf(taken.getMessage()).contains("in use")) {
                throw new Complaint("the store " + terminal.show(path)
                        + " is in use; read a copy: 'signalbox backup copy.db', then --db copy.db");
            }
            throw taken;
        }
    }
}
