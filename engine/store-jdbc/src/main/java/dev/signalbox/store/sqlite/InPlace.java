package dev.signalbox.store.sqlite;

import dev.signalbox.runtime.port.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Whether the files that are written are still those that stand under their names. A write to one that was deleted or
 * replaced succeeds, and so does one behind the end of a log that was cut off; what was answered then would be lost. SQLite
 * never makes its log shorter while the database is open. For the writer's thread.
 */
final class InPlace {
    private final Path database;
    private final Path log;
    private final @Nullable Object databaseKey;
    private final @Nullable Object logKey;
    private long longest;

    private InPlace(Path database, Path log, BasicFileAttributes databaseNow, BasicFileAttributes logNow) {
        this.database = database;
        this.log = log;
        databaseKey = databaseNow.fileKey();
        logKey = logNow.fileKey();
        longest = logNow.size();
    }

    /** Of a database that is open and has been written to. */
    static InPlace of(Path database) {
        Path log = database.resolveSibling(database.getFileName() + "-wal");
        return new InPlace(database, log, attributes(database), attributes(log));
    }

    /** Costs a few microseconds, a hundredth of a flush. */
    void check() {
        same(database, databaseKey, attributes(database));
        BasicFileAttributes now = attributes(log);
        same(log, logKey, now);
        if (now.size() < longest) {
            throw new StoreException("The file " + log + " was cut off while the database was open; " + MEND);
        }
        longest = now.size();
    }

    private static final String MEND = "stop whatever did that, bring back the database from a copy, and start again.";

    /** Where the system gives files no identity, that they are there is all that is known. */
    private static void same(Path file, @Nullable Object was, BasicFileAttributes now) {
        Object is = now.fileKey();
        if (was != null && !was.equals(is)) {
            throw new StoreException("The file " + file + " was replaced while the database was open; " + MEND);
        }
    }

    private static BasicFileAttributes attributes(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (IOException e) {
            throw new StoreException("The file " + file + " was taken away while the database was open; " + MEND, e);
        }
    }
}
