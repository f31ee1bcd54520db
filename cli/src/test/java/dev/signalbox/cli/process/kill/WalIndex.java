package dev.signalbox.cli.process.kill;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Another process's SQLite store seen from outside, by the index of its write-ahead log ({@code -shm}, its layout is in
 * SQLite's documentation of the WAL file format): how many transactions were committed, and whether pages are being
 * copied back this very moment. What it says outlives the process that wrote it; look at it before the next one begins.
 */
final class WalIndex {
    private static final int CHANGES = 8;
    private static final int BACKFILLED = 96;
    private static final int BACKFILL_ATTEMPTED = 128;

    private final Path database;
    private final long written;

    /** As it is before a process opens it. */
    WalIndex(Path database) {
        this.database = database;
        written = lastWritten();
    }

    /** Grows with every transaction that is in the log. */
    int changes() {
        return word(CHANGES);
    }

    /**
     * A checkpoint has begun to copy pages and has not ended. Opening the log says the same of itself without a page
     * written; only a checkpoint writes to the database's own file.
     */
    boolean inCheckpoint() {
        return lastWritten() != written && Integer.compareUnsigned(word(BACKFILL_ATTEMPTED), word(BACKFILLED)) > 0;
    }

    private long lastWritten() {
        return database.toFile().lastModified();
    }

    /** 0 when there is no such file, or none that long. */
    private int word(int at) {
        try (FileChannel file =
                FileChannel.open(database.resolveSibling(database.getFileName() + "-shm"), StandardOpenOption.READ)) {
            ByteBuffer word = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder());
            return file.read(word, at) == Integer.BYTES ? word.getInt(0) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
