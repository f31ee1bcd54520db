package dev.signalbox.runtime.model;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The way to a provider, for langchain4j: one deadline over the whole exchange (the JDK's own time-out ends with the
 * headers), an interrupt ends it at once, no redirect is followed, an answer of more than {@value #LARGEST} bytes is
 * refused, {@code Retry-After} is kept. All instances share one connection pool.
 */
final class Wire implements HttpClient {
    static final int LARGEST = 16 * 1024 * 1024;

    private static final Set<String> NOT_SETTABLE = Set.of("content-length", "host", "connection", "expect", "upgrade");

    private final java.net.http.HttpClient client;
    private final Exchange exchange;

    private Wire(java.net.http.HttpClient client, Exchange exchange) {
        this.client = client;
        this.exchange = exchange;
    }

    /** One question and its answer. Used once. */
    static final class Exchange {
        private final Duration timeout;
        private final UnaryOperator<String> finish;
        private volatile @Nullable String answer;

        /** @param finish what becomes of the request's body before it is sent */
        Exchange(Duration timeout, UnaryOperator<String> finish) {
            this.timeout = timeout;
            this.finish = finish;
        }

        /** The body of the answer, when one came with status 2xx. */
        @Nullable
        String answer() {
            return answer;
        }
    }

    /** The server answered with another status than 2xx. */
    static final class Refused extends HttpException {
        private static final long serialVersionUID = 1L;
        private final transient @Nullable Duration retryAfter;

        Refused(int status, String body, @Nullable Duration retryAfter) {
            super(status, body);
            this.retryAfter = retryAfter;
        }

        @Nullable
        Duration retryAfter() {
            return retryAfter;
        }
    }

    /** The exchange did not come to an answer. */
    static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Why why;

        enum Why {
            TIMEOUT,
            CONNECTION,
            INTERRUPTED
        }

        Lost(Why why, String message) {
            super(message);
            this.why = why;
        }

        Why why() {
            return why;
        }
    }

    /** Langchain4j asks for a client of its own; whatever it says of time-outs, this one's count. */
    static HttpClientBuilder builder(java.net.http.HttpClient client, Exchange exchange) {
        return new HttpClientBuilder() {
            @Override
            public Duration connectTimeout() {
                return exchange.timeout;
            }

            @Override
            public HttpClientBuilder connectTimeout(Duration ignored) {
                return this;
            }

            @Override
            public Duration readTimeout() {
                return exchange.timeout;
            }

            @Override
            public HttpClientBuilder readTimeout(Duration ignored) {
                return this;
            }

            @Override
            public HttpClient build() {
                return new Wire(client, exchange);
            }
        };
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> sent =
                client.sendAsync(spelled(request), info -> new BoundedBody(LARGEST));
        try {
            HttpResponse<byte[]> response = sent.get(exchange.timeout.toMillis(), TimeUnit.MILLISECONDS);
            String body = new String(response.body(), StandardCharsets.UTF_8);
            if (response.statusCode() / 100 != 2) {
                throw new Refused(response.statusCode(), body, RetryAfter.of(response));
            }
            exchange.answer = body;
            return SuccessfulHttpResponse.builder()
                    .statusCode(response.statusCode())
                    .headers(response.headers().map())
                    .body(body)
                    .build();
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw new Lost(Lost.Why.TIMEOUT, "no answer within " + exchange.timeout.toMillis() + " ms");
        } catch (InterruptedException e) {
            sent.cancel(true);
            throw new Lost(Lost.Why.INTERRUPTED, "interrupted");
        } catch (ExecutionException e) {
            throw new Lost(Lost.Why.CONNECTION, words(e.getCause(), URI.create(request.url())));
        }
    }

    private static String words(@Nullable Throwable cause, URI address) {
        if (cause instanceof BoundedBody.TooLarge) {
            return "the answer is larger than " + LARGEST + " bytes";
        }
        if (cause instanceof ConnectException) {
            boolean unknown = Stream.iterate(cause, Objects::nonNull, Throwable::getCause)
                    .anyMatch(UnresolvedAddressException.class::isInstance);
            return "no connection to " + address.getAuthority() + (unknown ? ", a name that is not known here" : "");
        }
        String message = cause == null ? null : cause.getMessage();
        if (cause instanceof IOException || message != null) {
            return message == null ? "the connection failed" : message;
        }
        return "the connection failed";
    }

    private java.net.http.HttpRequest spelled(HttpRequest request) {
        URI address = URI.create(request.url());
        var spelled = java.net.http.HttpRequest.newBuilder(address);
        if ("http".equalsIgnoreCase(address.getScheme())) {
            // Over plain http the JDK asks to go on with HTTP/2, and servers are about that answer the question by
            // losing the body; over https the two agree before anything is sent.
            spelled.version(java.net.http.HttpClient.Version.HTTP_1_1);
        }
        for (Map.Entry<String, java.util.List<String>> header :
                request.headers().entrySet()) {
            if (!NOT_SETTABLE.contains(header.getKey().toLowerCase(java.util.Locale.ROOT))) {
                header.getValue().forEach(value -> spelled.header(header.getKey(), value));
            }
        }
        String body = request.body();
        spelled.method(
                request.method().name(),
                body == null
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(exchange.finish.apply(body), StandardCharsets.UTF_8));
        return spelled.build();
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("replies are not streamed");
    }
}
