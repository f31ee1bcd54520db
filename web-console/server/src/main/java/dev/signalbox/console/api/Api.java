package dev.signalbox.console.api;

import dev.signalbox.console.trial.FlowTests;
import dev.signalbox.runtime.api.Operations;
import io.javalin.config.RoutesConfig;
import io.javalin.http.RequestLogger;
import java.time.Clock;

/** Every route of the API, over one {@link Operations}. */
public final class Api {
    private final Operations operations;
    private final FlowTests tests;
    private final LiveStream stream;
    private final Vitals vitals;
    private final Metrics metrics;

    public Api(Operations operations, FlowTests tests, LiveStream stream, Vitals vitals, Clock clock) {
        this.operations = operations;
        this.tests = tests;
        this.stream = stream;
        this.vitals = vitals;
        this.metrics = new Metrics(vitals.meters(), operations, stream, clock);
    }

    /** Is told of every request, once it is answered and how long that took. */
    public RequestLogger observer() {
        return metrics::answered;
    }

    public void install(RoutesConfig routes) {
        new RunRoutes(operations).install(routes);
        new StepRoutes(operations).install(routes);
        new HoldRoutes(operations).install(routes);
        new EvidenceRoutes(operations).install(routes);
        new NoticeRoutes(operations).install(routes);
        new AuditRoutes(operations).install(routes);
        new FlowRoutes(operations).install(routes);
        new DraftRoutes(operations, tests).install(routes);
        stream.install(routes);
        new StatusRoutes(metrics, vitals).install(routes);
    }
}
