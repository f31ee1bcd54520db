package dev.signalbox.spring;

import dev.signalbox.runtime.Signalbox;

/** A bean that has the last word about what the engine is made of: bounds, a clock, another store. */
@FunctionalInterface
public interface EngineCustomizer {
    void customize(Signalbox.Builder builder);
}
