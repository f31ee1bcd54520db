package dev.signalbox.runtime.action;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.effect.Pair;
import dev.signalbox.core.effect.Target;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.value.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;

/** From a rendered target to the request that is sent, secrets in place. */
final class HttpRequests {
    /** The client writes these itself; another value would send the request elsewhere or cut it wrongly. */
    private static final Set<String> RESERVED =
            Set.of("host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer", "expect");

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern LINE_BREAK = Pattern.compile("[\\r\\n\\u0000]");
    private static final String KEY_HEADER = "Idempotency-Key";

    private HttpRequests() {}

    static HttpUriRequestBase build(Effect.ActionCall call, Target.Http target, Destination to, SecretText secrets)
            throws Refusal {
        SecretText.refuseForged(call.args());
        String method = target.method().toUpperCase(Locale.ROOT);
        if (!TOKEN.matcher(method).matches() || method.equals("CONNECT") || method.equals("TRACE")) {
            throw new Refusal("The method " + target.method() + " is none that an action may use.");
        }
        HttpUriRequestBase request = new HttpUriRequestBase(method, java.net.URI.create("/"));
        request.setPath(secrets.fillUrl(to.pathAndQuery()));
        for (Map.Entry<String, String> header : target.headers().entrySet()) {
            request.addHeader(name(header.getKey()), value(header.getKey(), secrets.fill(header.getValue())));
        }
        if (call.delivery() == Action.Delivery.IDEMPOTENT && !request.containsHeader(KEY_HEADER)) {
            request.setHeader(KEY_HEADER, value(KEY_HEADER, call.key()));
        }
        if (!request.containsHeader("Accept")) {
            request.setHeader("Accept", "application/json, text/*;q=0.8, */*;q=0.5");
        }
        Object body = target.body();
        if (body != null) {
            entity(request, secrets.fillBody(body));
        }
        return request;
    }

    private static void entity(HttpUriRequestBase request, Object body) {
        String declared = request.containsHeader("Content-Type")
                ? request.getFirstHeader("Content-Type").getValue().toLowerCase(Locale.ROOT)
                : "";
        boolean text = body instanceof String && !declared.contains("json");
        String type = declared.isEmpty() ? (text ? "text/plain" : "application/json") : declared;
        String content = text ? (String) body : Values.write(body);
        if (declared.startsWith("application/x-www-form-urlencoded") && body instanceof Map<?, ?>) {
            content = form(Json.object(body));
        }
        // The type is only a default: a header that the file gives stands.
        request.setEntity(
                new StringEntity(content, ContentType.create(type.split(";", 2)[0].trim(), StandardCharsets.UTF_8)));
    }

    private static String form(Map<String, Object> fields) {
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, value) -> Pair.of(name, value)
                .forEach(pair -> pairs.add(encode(pair.name()) + "=" + encode(text(pair.value())))));
        return String.join("&", pairs);
    }

    private static String text(Object value) {
        return value instanceof String string ? string : Json.isNull(value) ? "" : Values.write(value);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String name(String name) throws Refusal {
        if (!TOKEN.matcher(name).matches()) {
            throw new Refusal("\"" + name + "\" is no name of a header.");
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new Refusal("The header " + name + " is written by Signalbox itself. Leave it out.");
        }
        return name;
    }

    static String value(String name, String value) throws Refusal {
        if (LINE_BREAK.matcher(value).find()) {
            throw new Refusal("The header " + name + " would hold a line break.");
        }
        return value;
    }
}
