package dev.signalbox.bench.flowable;

import dev.signalbox.bench.Crowd;
import dev.signalbox.bench.Options;
import dev.signalbox.bench.Postgres;
import dev.signalbox.bench.Result;
import dev.signalbox.bench.Timed;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flowable.engine.ProcessEngine;

/** W4 on Flowable: many processes that wait for a person. */
final class Paused {
    private Paused() {}

    static void measure(Options options, Postgres postgres) throws Exception {
        long count = options.number("flowable-paused", 20_000);
        String url = postgres.url("flowable");
        ProcessEngine engine = Processes.engine(url);
        Result result = new Result("w4", "flowable", "paused")
                .setting("version", ProcessEngine.VERSION)
                .setting("configuration", Processes.SETTINGS)
                .settings(postgres.settings())
                .figure("count", count);
        long before = bytes(url);
        new Crowd((int) options.number("side-by-side-paused", 16), postgres::cpuNanos)
                .make(count, number -> start(engine, number), result);
        result.figure("bytes_each", (double) (bytes(url) - before) / count);
        Timed.milliseconds(
                "newest",
                200,
                result,
                () -> expect(
                        50,
                        engine.getRuntimeService()
                                .createProcessInstanceQuery()
                                .orderByStartTime()
                                .desc()
                                .listPage(0, 50)
                                .size()));
        Timed.milliseconds(
                "filtered",
                200,
                result,
                () -> expect(
                        50,
                        engine.getRuntimeService()
                                .createProcessInstanceQuery()
                                .processDefinitionKey("pause")
                                .active()
                                .orderByStartTime()
                                .desc()
                                .listPage(0, 50)
                                .size()));
        Timed.milliseconds(
                "key",
                200,
                result,
                () -> expect(
                        1,
                        engine.getRuntimeService()
                                .createProcessInstanceQuery()
                                .processInstanceBusinessKey("A-" + count / 2)
                                .list()
                                .size()));
        Timed.milliseconds(
                "inbox",
                200,
                result,
                () -> expect(
                        50,
                        engine.getTaskService()
                                .createTaskQuery()
                                .taskCandidateGroup("lead")
                                .orderByTaskCreateTime()
                                .asc()
                                .listPage(0, 50)
                                .size()));
        engine.close();
        long begun = System.nanoTime();
        ProcessEngine again = Processes.engine(url);
        result.figure("start_ms", (System.nanoTime() - begun) / 1e6);
        again.close();
        result.write(options);
    }

    private static void start(ProcessEngine engine, long number) {
        engine.getRuntimeService()
                .startProcessInstanceByKey("pause", "A-" + number, Map.of("order", "A-" + number, "amount", 99.5));
    }

    private static void expect(int expected, int found) {
        if (expected != found) {
            throw new IllegalStateException("found " + found + " and not " + expected);
        }
    }

    private static long bytes(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_database_size(current_database())")) {
            row.next();
            return row.getLong(1);
        }
    }
}
