package dev.signalbox.spring;

import dev.signalbox.runtime.Engine;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Up while the engine takes work; out of service while it takes up or drains; down when its store failed. Asks no database. */
final class EngineHealth extends AbstractHealthIndicator {
    private final Engine engine;

    EngineHealth(Engine engine) {
        this.engine = engine;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        String state = engine.state();
        switch (state) {
            case "ready" -> health.up();
            case "recovering", "draining" -> health.outOfService();
            default -> health.down();
        }
        health.withDetail("state", state)
                .withDetail("runs_in_memory", engine.runsInMemory())
                .withDetail("effects_under_way", engine.effectsUnderWay());
        String failure = engine.failure();
        if (failure != null) {
            health.withDetail("failure", failure);
        }
    }
}
