package dev.signalbox.runtime.telemetry;

import dev.signalbox.runtime.api.Problem;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Traces sent by OTLP over HTTP, as OpenTelemetry's own environment names say: off unless an endpoint is named. Every
 * span is sent; whoever wants fewer samples in the collector. Refuses other protocols with a {@link Problem}.
 */
public final class Otlp {
    /** Says {@code true} to let spans hold messages, arguments and results. */
    public static final String CONTENT = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

    private static final String PREFIX = "OTEL_EXPORTER_OTLP_";
    private static final String PROTOCOL = "http/protobuf";

    private final Map<String, String> environment;

    private Otlp(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Null when no endpoint is named, or traces are switched off. */
    public static @Nullable Traces traces(Map<String, String> environment) {
        return new Otlp(environment).traces();
    }

    private @Nullable Traces traces() {
        String endpoint = endpoint();
        boolean off = "true".equalsIgnoreCase(value("OTEL_SDK_DISABLED"))
                || "none".equalsIgnoreCase(value("OTEL_TRACES_EXPORTER"));
        if (endpoint == null || off) {
            return null;
        }
        String protocol = ofTraces("PROTOCOL");
        if (protocol != null && !protocol.equals(PROTOCOL)) {
            throw new Problem(
                    Problem.Kind.BAD_REQUEST,
                    "Traces are sent by " + PROTOCOL + " only; " + PREFIX + "PROTOCOL asks for " + protocol + ".");
        }
        boolean content = "true".equalsIgnoreCase(value(CONTENT));
        return new Traces(
                SdkTracerProvider.builder()
                        .setResource(resource())
                        .addSpanProcessor(
                                BatchSpanProcessor.builder(exporter(endpoint)).build()),
                content);
    }

    private @Nullable String endpoint() {
        String own = value(PREFIX + "TRACES_ENDPOINT");
        String all = value(PREFIX + "ENDPOINT");
        if (own != null || all == null) {
            return own;
        }
        return (all.endsWith("/") ? all : all + "/") + "v1/traces";
    }

    private OtlpHttpSpanExporter exporter(String endpoint) {
        try {
            OtlpHttpSpanExporterBuilder builder = OtlpHttpSpanExporter.builder().setEndpoint(endpoint);
            String timeout = ofTraces("TIMEOUT");
            if (timeout != null) {
                builder.setTimeout(Duration.ofMillis(Long.parseLong(timeout)));
            }
            String compression = ofTraces("COMPRESSION");
            if (compression != null) {
                builder.setCompression(compression);
            }
            String headers = ofTraces("HEADERS");
            if (headers != null) {
                pairs(headers).forEach(builder::addHeader);
            }
            return builder.build();
        } catch (IllegalArgumentException e) {
            // Not what was said: a header may hold a key.
            throw new Problem(
                    Problem.Kind.BAD_REQUEST,
                    "One of the " + PREFIX + "… names in the environment is not as OpenTelemetry defines it.");
        }
    }

    private Resource resource() {
        AttributesBuilder attributes = Resource.getDefault().getAttributes().toBuilder();
        attributes.put("service.name", "signalbox");
        String given = value("OTEL_RESOURCE_ATTRIBUTES");
        if (given != null) {
            pairs(given).forEach(attributes::put);
        }
        String service = value("OTEL_SERVICE_NAME");
        if (service != null) {
            attributes.put("service.name", service);
        }
        return Resource.create(attributes.build());
    }

    /** {@code a=b,c=d}, values escaped as in a URL. */
    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.split(",", -1)) {
            int is = pair.indexOf('=');
            if (is > 0) {
                pairs.put(
                        pair.substring(0, is).strip(),
                        URLDecoder.decode(pair.substring(is + 1).strip().replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        return pairs;
    }

    private @Nullable String ofTraces(String name) {
        String own = value(PREFIX + "TRACES_" + name);
        return own != null ? own : value(PREFIX + name);
    }

    private @Nullable String value(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
