package dev.signalbox.runtime.action;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Target;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.runtime.port.Environment;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;

/**
 * Carries out HTTP actions. Goes only where {@link HttpRules} lets it, to the addresses that were checked; follows no
 * redirect, keeps no cookie, uses no proxy, opens a connection of its own for each call (a reused one that the other side
 * has just closed would make a write's outcome unknown for no reason). At one host only so many calls are under way as
 * {@code http.per_host} says; the rest wait within their own time. A try takes at most its time-out, 30 s when it has
 * none, reading the answer included; an answer is at most 1 MiB.
 *
 * <p>What fails before the request is handed to a connection is {@code connection} or {@code timeout} and certainly did
 * nothing. After that a read and an idempotent call fail alike, and any other write is {@link ActionOutcome.Unknown}.
 */
public final class HttpActions implements AutoCloseable {
    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    private final Supplier<HttpRules> rules;
    private final Environment environment;
    private final CloseableHttpClient client;
    private final HttpAnswer answers;
    private final HostTurns turns = new HostTurns();

    public HttpActions(Supplier<HttpRules> rules, Environment environment) {
        this(rules, environment, InetAddress::getAllByName, InstantSource.system());
    }

    HttpActions(
            Supplier<HttpRules> rules, Environment environment, PinningResolver.Lookup lookup, InstantSource clock) {
        this.rules = rules;
        this.environment = environment;
        this.client = HttpWire.client(new PinningResolver(rules, lookup));
        this.answers = new HttpAnswer(clock);
    }

    ActionOutcome call(Effect.ActionCall call, Target.Http target) throws InterruptedException {
        Destination to;
        SecretText secrets;
        HttpUriRequestBase request;
        HttpHost host;
        int most;
        try {
            HttpRules now = rules.get();
            to = Destination.parse(target.url());
            most = now.isStandIn(to) ? Integer.MAX_VALUE : now.perHost();
            now.check(to);
            secrets = new SecretText(now, environment, to);
            request = HttpRequests.build(call, target, to, secrets);
            host = host(now, to);
        } catch (Refusal refusal) {
            return new ActionOutcome.Failed("value", refusal.sentence(), null, null);
        }
        Duration timeout = timeout(call);
        long from = System.nanoTime();
        if (!turns.take(to.authority(), most, timeout)) {
            return new ActionOutcome.Failed(
                    "timeout",
                    "No turn at " + to.authority() + " within " + seconds(timeout) + ": http.per_host lets " + most
                            + " calls go there at once.",
                    null,
                    null);
        }
        try {
            Duration left = timeout.minusNanos(System.nanoTime() - from);
            return exchange(call, to, host, secrets, request, left.isPositive() ? left : Duration.ofMillis(1));
        } finally {
            turns.giveBack(to.authority());
        }
    }

    /** A stand-in's host is known to this process alone: it is led to its port, any other is looked up. */
    private static HttpHost host(HttpRules rules, Destination to) {
        Integer port = rules.standInPort(to);
        return port == null
                ? new HttpHost(to.https() ? "https" : "http", to.host(), to.port())
                : new HttpHost("http", InetAddress.getLoopbackAddress(), to.host(), port);
    }

    private ActionOutcome exchange(
            Effect.ActionCall call,
            Destination to,
            HttpHost host,
            SecretText secrets,
            HttpUriRequestBase request,
            Duration left)
            throws InterruptedException {
        request.setConfig(HttpWire.within(left));
        HttpWire.Progress progress = new HttpWire.Progress();
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(HttpWire.PROGRESS, progress);
        Deadlines.Deadline deadline = Deadlines.after(left, () -> {
            progress.timedOut = true;
            request.cancel();
        });
        try (ClassicHttpResponse response = client.executeOpen(host, request, context)) {
            progress.status = response.getCode();
            return answers.read(response, secrets);
        } catch (IOException | RuntimeException problem) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the call was stopped");
            }
            return lost(call, to, timeout(call), progress, problem);
        } finally {
            deadline.cancel();
        }
    }

    private static ActionOutcome lost(
            Effect.ActionCall call, Destination to, Duration timeout, HttpWire.Progress progress, Exception problem) {
        if (problem instanceof PinningResolver.Forbidden forbidden) {
            return new ActionOutcome.Failed("value", String.valueOf(forbidden.getMessage()), null, null);
        }
        boolean late = progress.timedOut || problem instanceof InterruptedIOException;
        String kind = late ? "timeout" : "connection";
        if (!progress.left) {
            String message = late
                    ? "No connection to " + to.authority() + " within " + seconds(timeout) + "."
                    : "Could not connect to " + to.authority() + ": " + why(problem) + ".";
            return new ActionOutcome.Failed(kind, message, null, null);
        }
        if (progress.status >= 300) {
            return new ActionOutcome.Failed(
                    "http." + progress.status, progress.status + " with an answer that was cut off", null, null);
        }
        String message = late
                ? "No whole answer from " + to.authority() + " within " + seconds(timeout) + "."
                : "The connection to " + to.authority() + " was lost before the whole answer came.";
        return mayHaveHappened(call)
                ? new ActionOutcome.Unknown(kind, message)
                : new ActionOutcome.Failed(kind, message, null, null);
    }

    private static Duration timeout(Effect.ActionCall call) {
        return call.timeout() == null ? DEFAULT_TIMEOUT : call.timeout();
    }

    /** Of a call that left and was not answered: whether it may be made again is the core's to say, and not what became of it. */
    static boolean mayHaveHappened(Effect.ActionCall call) {
        return call.effect() == Action.Effect.WRITE;
    }

    private static String why(Exception problem) {
        if (problem instanceof UnknownHostException) {
            return "the host is not known";
        }
        String message = problem.getMessage();
        return message == null ? problem.getClass().getSimpleName() : message;
    }

    static String seconds(Duration timeout) {
        return timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
