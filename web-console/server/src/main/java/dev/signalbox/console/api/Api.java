package dev.signalbox.console.api;

import dev.signalbox.runtime.api.Operations;
import io.javalin.config.RoutesConfig;
import java.time.Clock;

/** Every route of the API, over one {@link Operations}. */
public final class Api {
    private final Operations operations;
    private final LiveStream stream;
    private final Clock clock;

    public Api(Operations operations, LiveStream stream, Clock clock) {
        this.operations = operations;
        this.stream = stream;
        this.clock = clock;
    }

    public void install(RoutesConfig routes) {
        new RunRoutes(operations).install(routes);
        new HoldRoutes(operations).install(routes);
        new FlowRoutes(operations).install(routes);
        stream.install(routes);
        new StatusRoutes(operations, stream, clock).install(routes);
    }
}
