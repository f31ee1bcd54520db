package dev.signalbox.runtime.port;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The live part of a deployment: environment names that flows may read, and secrets. */
public interface Environment {
    /** The declared names that have a value. */
    Map<String, String> env();

    /** A declared secret's value, or null when the deployment does not set it. */
    @Nullable
    String secret(String name);
}
