package dev.signalbox.runtime.telemetry;

import dev.signalbox.core.id.RunId;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One trace a run, whichever process works on it and however often it was started again: the trace's id is the run's own
 * UUID, the id of the run's span a hash of it. Every other span gets a random id.
 */
final class RunIds implements IdGenerator {
    private static final IdGenerator RANDOM = IdGenerator.random();

    // An exporter's own: two exporters in one process must not hear each other's ids.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable SpanContext> next = new ThreadLocal<>();

    /** Where the run's own span is, or will be once the run has ended. */
    static SpanContext of(RunId run) {
        String hash = hash(run.value());
        String hex = run.value().replace("-", "");
        boolean uuid = hex.matches("[0-9a-f]{32}") && !hex.matches("0+");
        return SpanContext.create(
                uuid ? hex : hash.substring(0, 32),
                hash.substring(32, 48),
                TraceFlags.getSampled(),
                TraceState.getDefault());
    }

    /** Makes a span, without a parent, that has these ids. */
    <T> T with(SpanContext ids, Supplier<T> make) {
        next.set(ids);
        try {
            return make.get();
        } finally {
            next.remove();
        }
    }

    @Override
    public String generateSpanId() {
        SpanContext own = next.get();
        return own == null ? RANDOM.generateSpanId() : own.getSpanId();
    }

    @Override
    public String generateTraceId() {
        SpanContext own = next.get();
        return own == null ? RANDOM.generateTraceId() : own.getTraceId();
    }

    private static String hash(String run) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(run.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
