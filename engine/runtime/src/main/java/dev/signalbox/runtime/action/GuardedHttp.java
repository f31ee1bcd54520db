package dev.signalbox.runtime.action;

import dev.signalbox.runtime.port.Environment;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.jspecify.annotations.Nullable;

/**
 * Single requests with the guards of HTTP actions, for other protocols over HTTP: only hosts of {@code http.allow}, only to the
 * addresses that were checked, secrets only where they may go and put in at the last moment, no redirects, proxies or cookies.
 */
public final class GuardedHttp implements Closeable {
    private final Supplier<HttpRules> rules;
    private final Environment environment;
    private final CloseableHttpClient client;

    public GuardedHttp(Supplier<HttpRules> rules, Environment environment) {
        this(rules, environment, InetAddress::getAllByName);
    }

    GuardedHttp(Supplier<HttpRules> rules, Environment environment, PinningResolver.Lookup lookup) {
        this.rules = rules;
        this.environment = environment;
        this.client = HttpWire.client(new PinningResolver(rules, lookup));
    }

    /** The request is not made, for the reason that it says to a person. Never holds a secret's value. */
    public static final class NotAllowed extends Exception {
        private static final long serialVersionUID = 1L;

        NotAllowed(String sentence) {
            super(sentence);
        }

        public String sentence() {
            return String.valueOf(getMessage());
        }
    }

    /** Nothing, or no whole answer, came back; {@code left} says whether the request may have arrived. */
    public static final class Lost extends IOException {
        private static final long serialVersionUID = 1L;
        private final boolean left;
        private final boolean late;

        Lost(String sentence, boolean left, boolean late) {
            super(sentence);
            this.left = left;
            this.late = late;
        }

        public boolean left() {
            return left;
        }

        public boolean late() {
            return late;
        }
    }

    /** What the other side answered; its body is read as it comes, within the request's time. */
    public interface Answer {
        int status();

        /** Lower case, without parameters; empty when there is none. */
        String mediaType();

        @Nullable
        String header(String name);

        InputStream body() throws IOException;

        /** The text with every secret of this request back as its name. */
        String mask(String text);
    }

    /** Reads an answer. */
    @FunctionalInterface
    public interface Reader {
        void read(Answer answer) throws IOException;
    }

    /**
     * Sends a request and has its answer read.
     *
     * @param headers may hold {@code ${secret.NAME}}
     * @param json null for a request without a body
     * @param timeout the answer's reading included
     * @param begins told how to end the request early, before it leaves
     */
    public void send(
            String method,
            String url,
            Map<String, String> headers,
            @Nullable String json,
            Duration timeout,
            java.util.function.Consumer<Runnable> begins,
            Reader reader)
            throws NotAllowed, Lost {
        Destination to;
        SecretText secrets;
        HttpUriRequestBase request = new HttpUriRequestBase(method, java.net.URI.create("/"));
        try {
            to = Destination.parse(url);
            HttpRules now = rules.get();
            now.check(to);
            secrets = new SecretText(now, environment, to);
            request.setPath(secrets.fillUrl(to.pathAndQuery()));
            for (Map.Entry<String, String> header : headers.entrySet()) {
                request.addHeader(
                        HttpRequests.name(header.getKey()),
                        HttpRequests.value(header.getKey(), secrets.fill(header.getValue())));
            }
        } catch (Refusal refusal) {
            throw new NotAllowed(refusal.sentence());
        }
        if (json != null) {
            request.setEntity(new StringEntity(json, ContentType.APPLICATION_JSON));
        }
        exchange(request, to, secrets, timeout, begins, reader);
    }

    private void exchange(
            HttpUriRequestBase request,
            Destination to,
            SecretText secrets,
            Duration timeout,
            java.util.function.Consumer<Runnable> begins,
            Reader reader)
            throws NotAllowed, Lost {
        request.setConfig(HttpWire.within(timeout));
        HttpWire.Progress progress = new HttpWire.Progress();
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(HttpWire.PROGRESS, progress);
        begins.accept(request::cancel);
        Deadlines.Deadline deadline = Deadlines.after(timeout, () -> {
            progress.timedOut = true;
            request.cancel();
        });
        HttpHost host = new HttpHost(to.https() ? "https" : "http", to.host(), to.port());
        try (ClassicHttpResponse response = client.executeOpen(host, request, context)) {
            reader.read(new Response(response, secrets));
        } catch (IOException | RuntimeException problem) {
            if (problem instanceof PinningResolver.Forbidden forbidden) {
                throw new NotAllowed(String.valueOf(forbidden.getMessage()));
            }
            boolean late = progress.timedOut || problem instanceof InterruptedIOException;
            throw new Lost(lost(to, timeout, progress.left, late, problem), progress.left, late);
        } finally {
            deadline.cancel();
        }
    }

    private static String lost(Destination to, Duration timeout, boolean left, boolean late, Exception problem) {
        if (late) {
            return (left ? "No whole answer from " : "No connection to ") + to.authority() + " within "
                    + HttpActions.seconds(timeout) + ".";
        }
        String why = problem instanceof UnknownHostException ? "the host is not known" : problem.getMessage();
        return left
                ? "The connection to " + to.authority() + " was lost before the whole answer came: " + why + "."
                : "Could not connect to " + to.authority() + ": " + why + ".";
    }

    private record Response(ClassicHttpResponse response, SecretText secrets) implements Answer {
        @Override
        public int status() {
            return response.getCode();
        }

        @Override
        public String mediaType() {
            Header type = response.getFirstHeader("Content-Type");
            String text = type == null || type.getValue() == null ? "" : type.getValue();
            return text.split(";", 2)[0].trim().toLowerCase(java.util.Locale.ROOT);
        }

        @Override
        public @Nullable String header(String name) {
            Header header = response.getFirstHeader(name);
            return header == null ? null : header.getValue();
        }

        @Override
        public InputStream body() throws IOException {
            return response.getEntity() == null
                    ? InputStream.nullInputStream()
                    : response.getEntity().getContent();
        }

        @Override
        public String mask(String text) {
            return secrets.mask(text);
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
