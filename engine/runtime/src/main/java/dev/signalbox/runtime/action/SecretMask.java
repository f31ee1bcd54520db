package dev.signalbox.runtime.action;

import dev.signalbox.runtime.port.Environment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Puts the name of each of a deployment's secrets in the place of its value, for texts that nobody has rendered with care: a
 * log line, what another library threw. Values are read again every few seconds, so that a changed secret is masked too. A
 * value of less than {@value SecretText#SHORTEST_MASKED} characters stays: it would be found by chance in ordinary text.
 */
public final class SecretMask implements UnaryOperator<String> {
    private static final long FRESH_NANOS = 5_000_000_000L;

    private final Supplier<Set<String>> names;
    private final Environment environment;
    private final Map<String, String> more;
    private volatile Known known;

    private record Known(Map<String, String> values, long readAt) {}

    /**
     * @param names the declared secrets
     * @param more values that are no flow's secrets and must not be read either, by what is shown instead
     */
    public SecretMask(Supplier<Set<String>> names, Environment environment, Map<String, String> more) {
        this.names = names;
        this.environment = environment;
        this.more = Map.copyOf(more);
        this.known = read();
    }

    @Override
    public String apply(String text) {
        Known now = known;
        if (System.nanoTime() - now.readAt() > FRESH_NANOS) {
            now = read();
            known = now;
        }
        String masked = text;
        for (Map.Entry<String, String> secret : now.values().entrySet()) {
            masked = masked.replace(secret.getKey(), secret.getValue());
        }
        return masked;
    }

    private Known read() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : names.get()) {
            String value = environment.secret(name);
            if (value != null) {
                add(values, value, "${secret." + name + "}");
            }
        }
        more.forEach((name, value) -> add(values, value, name));
        return new Known(values, System.nanoTime());
    }

    private static void add(Map<String, String> values, String value, String shown) {
        if (value.length() >= SecretText.SHORTEST_MASKED) {
            values.put(value, shown);
        }
    }
}
