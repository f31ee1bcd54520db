package dev.signalbox.console.oidc;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/**
 * Requests to a provider: by https or on this machine, no redirect followed, within {@link #PATIENCE}, at most 1 MiB read.
 * Everything else is an {@link IOException}.
 */
final class Fetch implements ResourceRetriever, HTTPRequestSender {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LARGEST = 1 << 20;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** Whether what is sent there stays between us and them. */
    static boolean isPrivate(URI address) {
        return "https".equals(address.getScheme())
                || ("http".equals(address.getScheme())
                        && Set.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(address.getHost())));
    }

    String get(URI address) throws IOException {
        HttpResponse<InputStream> response =
                send(HttpRequest.newBuilder(address).header("Accept", "application/json"));
        if (response.statusCode() != 200) {
            throw new IOException(address + " answered " + response.statusCode());
        }
        return text(response);
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        return new Resource(get(URI.create(url.toString())), "application/json");
    }

    @Override
    public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest asked) throws IOException {
        String body = asked.getBody() == null ? "" : asked.getBody();
        HttpRequest.Builder request = HttpRequest.newBuilder(asked.getURI());
        asked.getHeaderMap().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        if (asked.getMethod() == HTTPRequest.Method.POST) {
            request.POST(HttpRequest.BodyPublishers.ofString(body));
        }
        HttpResponse<InputStream> response = send(request);
        HTTPResponse answer = new HTTPResponse(response.statusCode());
        answer.setBody(text(response));
        try {
            answer.setContentType(response.headers().firstValue("Content-Type").orElse("application/json"));
        } catch (ParseException e) {
            throw new IOException("its content type cannot be read", e);
        }
        return answer;
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request) throws IOException {
        HttpRequest built = request.timeout(PATIENCE).build();
        if (!isPrivate(built.uri())) {
            throw new IOException(built.uri() + " is neither https nor on this machine");
        }
        try {
            return client.send(built, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String text(HttpResponse<InputStream> response) throws IOException {
        try (InputStream in = response.body()) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IOException("its answer is larger than 1 MiB");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
