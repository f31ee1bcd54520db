package dev.signalbox.store.sql;

import dev.signalbox.core.context.Calibration;
import java.sql.SQLException;

/** What is learned of a model's tokens, told on from version to version. */
public final class Calibrating {
    private Calibrating() {}

    /** False where another engine has learned the same version first: nothing changes then. */
    public static boolean advance(Sql sql, String model, Calibration next) throws SQLException {
        return sql.update(
                        "INSERT INTO calibration (model, version, percent) VALUES (?, ?, ?)"
                                + " ON CONFLICT (model) DO UPDATE SET version = excluded.version, percent = excluded.percent"
                                + " WHERE calibration.version = excluded.version - 1",
                        model,
                        next.version(),
                        next.percent())
                == 1;
    }
}
