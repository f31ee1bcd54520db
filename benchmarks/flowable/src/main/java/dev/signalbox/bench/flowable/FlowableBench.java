package dev.signalbox.bench.flowable;

import dev.signalbox.bench.Options;
import dev.signalbox.bench.Postgres;
import dev.signalbox.bench.Result;
import dev.signalbox.bench.Throughput;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.flowable.common.engine.api.delegate.event.FlowableEngineEventType;
import org.flowable.engine.ProcessEngine;

/** W2 and W4 on Flowable, embedded, on PostgreSQL. */
public final class FlowableBench {
    private static final AtomicLong NUMBER = new AtomicLong();

    private FlowableBench() {}

    public static void main(String[] args) throws Exception {
        Options options = Options.of(args);
        try (Postgres postgres = Postgres.start(options.scratch())) {
            switch (options.workload()) {
                case "w2" -> durable(options, postgres);
                case "w4" -> Paused.measure(options, postgres);
                default -> throw new IllegalArgumentException("no workload " + options.workload());
            }
        }
    }

    private static void durable(Options options, Postgres postgres) throws Exception {
        ProcessEngine engine = Processes.engine(postgres.url("flowable"));
        Committed committed = new Committed();
        engine.getRuntimeService()
                .addEventListener(
                        committed, FlowableEngineEventType.TASK_CREATED, FlowableEngineEventType.PROCESS_COMPLETED);
        try {
            for (int sideBySide : options.sideBySide()) {
                String variant = sideBySide == 1 ? "one at a time" : sideBySide + " side by side";
                new Result("w2", "flowable", variant)
                        .setting("version", ProcessEngine.VERSION)
                        .setting("configuration", Processes.SETTINGS)
                        .setting("calls", "asynchronous service tasks: a job and a transaction each")
                        .settings(postgres.settings())
                        .passes(new Throughput(options, postgres::cpuNanos)
                                .measure(() -> run(engine, committed), sideBySide))
                        .write(options);
            }
        } finally {
            engine.close();
        }
    }

    private static void run(ProcessEngine engine, Committed committed) throws Exception {
        String process = engine.getRuntimeService()
                .startProcessInstanceByKey("pay", Map.of("order", "A-" + NUMBER.incrementAndGet(), "amount", 99.5))
                .getId();
        String task = committed.task(process).get(60, TimeUnit.SECONDS);
        engine.getTaskService().complete(task);
        committed.end(process).get(60, TimeUnit.SECONDS);
        committed.forget(process);
    }
}
