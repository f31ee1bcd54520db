package dev.signalbox.store.sqlite;

import dev.signalbox.store.Database;
import dev.signalbox.store.LongRunDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LongSqliteTest extends LongRunDatabase {
    @TempDir
    Path folder = Path.of("");

    @Override
    protected Database database() {
        return new SqliteDatabase(folder.resolve("runs.db"));
    }
}
