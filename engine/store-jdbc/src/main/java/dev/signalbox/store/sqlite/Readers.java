package dev.signalbox.store.sqlite;

import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.store.sql.Reading;
import dev.signalbox.store.sql.Sql;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** A few connections that read beside the writer, each one reader's at a time. */
final class Readers implements Reading, AutoCloseable {
    /** More would only wait for the same processors; a read takes well under a millisecond. */
    private static final int CONNECTIONS = 4;

    private final BlockingQueue<Sql> free = new ArrayBlockingQueue<>(CONNECTIONS);

    Readers(Path file) throws SQLException {
        for (int i = 0; i < CONNECTIONS; i++) {
            free.add(Sqlite.reader(file));
        }
    }

    @Override
    public <T> T read(Question<T> question) {
        Sql sql = take();
        try {
            return question.ask(sql);
        } catch (SQLException e) {
            throw new StoreException("The database cannot be read: " + e.getMessage() + ".", e);
        } finally {
            free.add(sql);
        }
    }

    /** One statement sees one moment; what needs several is read between a begin and an end. */
    @Override
    public <T> T readAtOnce(Question<T> question) {
        return read(sql -> {
            sql.execute("BEGIN");
            try {
                return question.ask(sql);
            } finally {
                sql.execute("COMMIT");
            }
        });
    }

    private Sql take() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return free.take();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for the readers under way. */
    @Override
    public void close() {
        List<Sql> all = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            all.add(take());
        }
        for (Sql sql : all) {
            try {
                sql.close();
            } catch (SQLException e) {
                // a reader has nothing to lose
            }
        }
    }
}
