package dev.signalbox.console.client;

import dev.signalbox.console.wire.Wire;
import dev.signalbox.runtime.api.OperationsBySubject;
import dev.signalbox.runtime.api.Views;
import java.net.URI;
import java.util.function.Consumer;

/**
 * The operations of a running server. The server knows the caller by the token: the {@link dev.signalbox.core.command.Actor}
 * that a method is given is not sent. Problems come back as the {@link dev.signalbox.runtime.api.Problem} that the server wrote;
 * a server that does not answer is one of kind {@code UNAVAILABLE}.
 */
public final class HttpOperations extends OperationsBySubject {
    private final Line line;

    /** @param server the address without a path, {@code http://127.0.0.1:7420} */
    public HttpOperations(URI server, String token) {
        this(new Line(server, token));
    }

    private HttpOperations(Line line) {
        super(new Subjects(
                new HttpFlows(line),
                new HttpDrafts(line),
                new HttpRuns(line),
                new HttpHolds(line),
                new HttpNotices(line),
                new HttpAudit(line),
                new HttpTriggers(line)));
        this.line = line;
    }

    @Override
    public AutoCloseable watch(Consumer<Views.Change> listener) {
        return new Ear(line, text -> listener.accept(Wire.MAPPER.readValue(text, Views.Change.class)));
    }

    @Override
    public void close() {
        line.close();
    }
}
