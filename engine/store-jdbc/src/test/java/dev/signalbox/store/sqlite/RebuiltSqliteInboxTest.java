package dev.signalbox.store.sqlite;

import dev.signalbox.store.Database;
import dev.signalbox.store.RebuiltInbox;

class RebuiltSqliteInboxTest extends RebuiltInbox {
    @Override
    protected Database database() {
        return new SqliteDatabase(folder.resolve("runs.db"));
    }

    @Override
    protected int firstWithInbox() {
        return 7;
    }
}
