package dev.signalbox.runtime.action;

import java.io.IOException;
import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** The client underneath: everything it does by itself (redirects, retries, cookies, log-ins, proxies, upgrades) is off. */
final class HttpWire {
    static final String PROGRESS = "signalbox.progress";
    /** More calls than this wait for one another; the dispatcher's own bound is lower. */
    private static final int MOST_CONNECTIONS = 4096;

    private static final int LONGEST_HEADER = 32 * 1024;
    private static final int MOST_HEADERS = 200;

    private HttpWire() {}

    /** How far a call has come, written by the thread that carries it out and by its deadline. */
    static final class Progress {
        /** The request has been handed to a connection: from here on it may have arrived. */
        volatile boolean left;

        volatile boolean timedOut;
        /** The answer's status; 0 until there is one. */
        volatile int status;
    }

    static CloseableHttpClient client(PinningResolver resolver) {
        Http1Config limits = Http1Config.custom()
                .setMaxLineLength(LONGEST_HEADER)
                .setMaxHeaderCount(MOST_HEADERS)
                .build();
        return HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(limits)
                                .build())
                        .setDnsResolver(resolver)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.ofMilliseconds(HttpActions.DEFAULT_TIMEOUT.toMillis()))
                                .build())
                        .setMaxConnTotal(MOST_CONNECTIONS)
                        .setMaxConnPerRoute(MOST_CONNECTIONS)
                        .build())
                .setRequestExecutor(new Watched())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setUserAgent("signalbox")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    static RequestConfig within(Duration timeout) {
        Timeout bound = Timeout.ofMilliseconds(timeout.toMillis());
        return RequestConfig.custom()
                .setConnectionRequestTimeout(bound)
                .setResponseTimeout(bound)
                .setRedirectsEnabled(false)
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build();
    }

    /** Notes the moment at which a request is handed to its connection. */
    private static final class Watched extends HttpRequestExecutor {
        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                @Nullable HttpResponseInformationCallback information,
                HttpContext context)
                throws IOException, HttpException {
            if (context.getAttribute(PROGRESS) instanceof Progress progress) {
                progress.left = true;
            }
            return super.execute(request, connection, information, context);
        }
    }
}
