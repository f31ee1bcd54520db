package dev.signalbox.runtime.action;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.port.Environment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/**
 * Posts JSON of this program's own under the rules of HTTP actions: only to hosts of {@code http.allow}, to the addresses that
 * were checked, without redirects, within a time. Secrets go only where they may; no answer and no problem holds one.
 */
public final class GuardedPost implements AutoCloseable {
    private final Supplier<HttpRules> rules;
    private final Environment environment;
    private final CloseableHttpClient client;
    private final HttpAnswer answers = new HttpAnswer(InstantSource.system());

    private GuardedPost(Supplier<HttpRules> rules, Environment environment) {
        this.rules = rules;
        this.environment = environment;
        client = HttpWire.client(new PinningResolver(rules, InetAddress::getAllByName));
    }

    /** @param standIns the loopback port behind each stand-in's host */
    public static GuardedPost of(
            Supplier<Workspace> workspace, Environment environment, Map<String, Integer> standIns) {
        return new GuardedPost(() -> HttpRules.of(workspace.get(), standIns), environment);
    }

    /** What came of a request. */
    public sealed interface Outcome {
        /** The other side took it. */
        record Taken() implements Outcome {}

        /** @param retryAfter when the other side wants to be asked again; null when it does not say */
        record Refused(String problem, @Nullable Duration retryAfter) implements Outcome {}
    }

    /**
     * @param url with its secrets in place
     * @param secrets the names of those
     */
    public Outcome post(String url, List<String> secrets, Map<String, String> headers, byte[] json, Duration timeout)
            throws InterruptedException {
        try {
            HttpRules now = rules.get();
            Destination to = Destination.parse(url);
            now.check(to);
            SecretText hidden = new SecretText(now, environment, to);
            for (String name : secrets) {
                hidden.fill("${secret." + name + "}");
            }
            return exchange(now, to, hidden, headers, json, timeout);
        } catch (Refusal refusal) {
            return new Outcome.Refused(refusal.sentence(), null);
        }
    }

    /** Why such a request would not be made; null when it would. */
    public @Nullable String refusal(String url, List<String> secrets) {
        try {
            HttpRules now = rules.get();
            Destination to = Destination.parse(url);
            now.check(to);
            for (String name : secrets) {
                now.checkSecret(name, to);
            }
            return null;
        } catch (Refusal refusal) {
            return refusal.sentence();
        }
    }

    private Outcome exchange(
            HttpRules now,
            Destination to,
            SecretText hidden,
            Map<String, String> headers,
            byte[] json,
            Duration timeout)
            throws InterruptedException {
        HttpPost request = new HttpPost(URI.create("/"));
        request.setPath(to.pathAndQuery());
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        request.setConfig(HttpWire.within(timeout));
        HttpWire.Progress progress = new HttpWire.Progress();
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(HttpWire.PROGRESS, progress);
        Deadlines.Deadline deadline = Deadlines.after(timeout, () -> {
            progress.timedOut = true;
            request.cancel();
        });
        try (ClassicHttpResponse response = client.executeOpen(host(now, to), request, context)) {
            if (response.getCode() / 100 == 2) {
                return new Outcome.Taken();
            }
            return answers.read(response, hidden) instanceof ActionOutcome.Failed failed
                    ? new Outcome.Refused(to.authority() + " answered " + failed.message(), failed.retryAfter())
                    : new Outcome.Refused(to.authority() + " answered " + response.getCode(), null);
        } catch (IOException | RuntimeException problem) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the request was stopped");
            }
            return new Outcome.Refused(why(to, hidden, progress, timeout, problem), null);
        } finally {
            deadline.cancel();
        }
    }

    private static String why(
            Destination to, SecretText hidden, HttpWire.Progress progress, Duration timeout, Exception problem) {
        if (problem instanceof PinningResolver.Forbidden forbidden) {
            return String.valueOf(forbidden.getMessage());
        }
        if (progress.timedOut || problem instanceof java.io.InterruptedIOException) {
            return "No answer from " + to.authority() + " within " + HttpActions.seconds(timeout) + ".";
        }
        if (problem instanceof java.net.UnknownHostException) {
            return "The host " + to.authority() + " is not known.";
        }
        String message = problem.getMessage();
        return (progress.left
                        ? "The connection to " + to.authority() + " was lost: "
                        : "No connection to " + to.authority() + ": ")
                + hidden.mask(message == null ? problem.getClass().getSimpleName() : message);
    }

    private static HttpHost host(HttpRules rules, Destination to) {
        Integer port = rules.standInPort(to);
        return port == null
                ? new HttpHost(to.https() ? "https" : "http", to.host(), to.port())
                : new HttpHost("http", InetAddress.getLoopbackAddress(), to.host(), port);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
