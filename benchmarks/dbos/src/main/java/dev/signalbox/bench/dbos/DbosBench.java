package dev.signalbox.bench.dbos;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.StartWorkflowOptions;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Workflow;
import dev.dbos.transact.workflow.WorkflowHandle;
import dev.signalbox.bench.Options;
import dev.signalbox.bench.Postgres;
import dev.signalbox.bench.Result;
import dev.signalbox.bench.Throughput;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** W2 on DBOS: five steps, a message that a person sends, five more steps. */
public final class DbosBench {
    private static final AtomicLong NUMBER = new AtomicLong();

    /** By order: the run has come to where it waits. */
    private static final Map<String, CountDownLatch> WAITING = new ConcurrentHashMap<>();

    private DbosBench() {}

    public static void main(String[] args) throws Exception {
        Options options = Options.of(args);
        try (Postgres postgres = Postgres.start(options.scratch())) {
            DBOSConfig config = DBOSConfig.defaults("bench")
                    .withDatabaseUrl(postgres.url("dbos").replaceAll("\\?.*", ""))
                    .withDbUser("postgres")
                    .withDbPassword("postgres")
                    .withAppVersion("bench");
            try (DBOS dbos = new DBOS(config)) {
                Pay pay = dbos.registerProxy(Pay.class, new PaySteps(dbos));
                dbos.launch();
                for (int sideBySide : options.sideBySide()) {
                    String variant = sideBySide == 1 ? "one at a time" : sideBySide + " side by side";
                    new Result("w2", "dbos", variant)
                            .setting("version", DBOS.version())
                            .setting(
                                    "configuration",
                                    "its defaults; steps in one process; the decision by send and recv")
                            .settings(postgres.settings())
                            .passes(new Throughput(options, postgres::cpuNanos)
                                    .measure(() -> run(dbos, pay), sideBySide))
                            .write(options);
                }
            }
        }
    }

    private static void run(DBOS dbos, Pay pay) throws Exception {
        String order = "A-" + NUMBER.incrementAndGet();
        CountDownLatch waiting = new CountDownLatch(1);
        WAITING.put(order, waiting);
        WorkflowHandle<String, RuntimeException> handle =
                dbos.startWorkflow(() -> pay.pay(order), new StartWorkflowOptions(order));
        if (!waiting.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException(order + " never came to wait");
        }
        dbos.send(order, "approve", "decision");
        if (!handle.getResult().equals("R-" + order)) {
            throw new IllegalStateException(order + " ended otherwise");
        }
    }

    private static final class PaySteps implements Pay {
        private final DBOS dbos;

        PaySteps(DBOS dbos) {
            this.dbos = dbos;
        }

        @Override
        @Workflow(name = "pay")
        public String pay(String order) {
            String receipt = "";
            for (int i = 1; i <= 5; i++) {
                receipt = dbos.runStep(() -> "R-" + order, "c" + i);
            }
            CountDownLatch waiting = WAITING.remove(order);
            if (waiting != null) {
                waiting.countDown();
            }
            if (dbos.recv("decision", Duration.ofSeconds(60)).isEmpty()) {
                throw new IllegalStateException("nobody decided on " + order);
            }
            for (int i = 6; i <= 10; i++) {
                receipt = dbos.runStep(() -> "R-" + order, "c" + i);
            }
            return receipt;
        }
    }
}
