package dev.signalbox.store;

import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.core.run.Usage;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.codec.LogText;
import dev.signalbox.runtime.port.RunRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code run} and its columns. */
final class Rows {
    static final String COLUMNS = "run.id, run.flow, run.version, run.key, run.bundle, run.status, run.state, run.seq,"
            + " run.parent, run.started_by, run.started_at, run.updated_at, run.wake_at, run.waiting_for, run.usage";

    /** What stands for a hold without a time: behind every other one. */
    static final long NEVER = Long.MAX_VALUE;

    private Rows() {}

    static RunRow run(ResultSet row) throws SQLException {
        String key = row.getString(4);
        String state = row.getString(7);
        String parent = row.getString(9);
        long wakeAt = row.getLong(13);
        boolean wakes = !row.wasNull();
        return new RunRow(
                new RunId(row.getString(1)),
                new FlowName(row.getString(2)),
                row.getString(3),
                key,
                new BundleHash(row.getString(5)),
                RunStatus.valueOf(row.getString(6).toUpperCase(Locale.ROOT)),
                state == null ? null : new StateName(state),
                row.getLong(8),
                parent == null ? null : StepId.parse(parent),
                row.getString(10),
                Instant.ofEpochMilli(row.getLong(11)),
                Instant.ofEpochMilli(row.getLong(12)),
                wakes ? Instant.ofEpochMilli(wakeAt) : null,
                row.getString(14),
                Codec.record(Usage.class, LogText.parse(row.getString(15))));
    }

    static String usage(Usage usage) {
        return LogText.write(Codec.record(usage));
    }

    static long due(@Nullable Instant due) {
        return due == null ? NEVER : due.toEpochMilli();
    }

    static @Nullable Long millis(@Nullable Instant at) {
        return at == null ? null : at.toEpochMilli();
    }
}
