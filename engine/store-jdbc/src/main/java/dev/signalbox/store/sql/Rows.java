package dev.signalbox.store.sql;

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
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code run} and its columns. */
public final class Rows {
    public static final String COLUMNS =
            "run.id, run.flow, run.version, run.key, run.bundle, run.status, run.state, run.seq,"
                    + " run.parent, run.started_by, run.started_at, run.updated_at, run.wake_at, run.waiting_for, run.usage";

    /** What stands for a hold without a time: behind every other one. */
    public static final long NEVER = Long.MAX_VALUE;

    private Rows() {}

    public static RunRow run(Columns row) throws SQLException {
        String key = row.textOrNull(4);
        String state = row.textOrNull(7);
        String parent = row.textOrNull(9);
        Long wakeAt = row.numberOrNull(13);
        return new RunRow(
                new RunId(row.text(1)),
                new FlowName(row.text(2)),
                row.text(3),
                key,
                new BundleHash(row.text(5)),
                RunStatus.valueOf(row.text(6).toUpperCase(Locale.ROOT)),
                state == null ? null : new StateName(state),
                row.number(8),
                parent == null ? null : StepId.parse(parent),
                row.text(10),
                Instant.ofEpochMilli(row.number(11)),
                Instant.ofEpochMilli(row.number(12)),
                wakeAt == null ? null : Instant.ofEpochMilli(wakeAt),
                row.textOrNull(14),
                Codec.record(Usage.class, LogText.parse(row.text(15))));
    }

    public static String usage(Usage usage) {
        return LogText.write(Codec.record(usage));
    }

    public static long due(@Nullable Instant due) {
        return due == null ? NEVER : due.toEpochMilli();
    }

    public static @Nullable Long millis(@Nullable Instant at) {
        return at == null ? null : at.toEpochMilli();
    }
}
