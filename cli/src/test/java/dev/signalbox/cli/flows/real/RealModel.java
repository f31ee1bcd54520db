package dev.signalbox.cli.flows.real;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The model that the environment names.
 *
 * @param url the server's base address, with its {@code /v1}
 * @param name what the server calls the model
 * @param key null for a server that wants none
 */
record RealModel(URI url, String name, @Nullable String key, int window) {
    private static final String URL = "SIGNALBOX_REAL_MODEL_URL";
    private static final String NAME = "SIGNALBOX_REAL_MODEL_NAME";
    private static final String KEY = "SIGNALBOX_REAL_MODEL_KEY";
    private static final String WINDOW = "SIGNALBOX_REAL_MODEL_WINDOW";

    static RealModel of(Map<String, String> environment) {
        return new RealModel(
                URI.create(needed(URL, environment).replaceAll("/+$", "")),
                needed(NAME, environment),
                environment.get(KEY),
                Integer.parseInt(environment.getOrDefault(WINDOW, "8192")));
    }

    private static String needed(String name, Map<String, String> environment) {
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            throw new AssertionError("The profile real-model needs " + name
                    + " in the environment; scripts/real-model sets a small model up and runs it.");
        }
        return value;
    }
}
