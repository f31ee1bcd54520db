package dev.signalbox.spring;

import dev.signalbox.runtime.Engine;
import org.springframework.context.SmartLifecycle;

/**
 * Takes up what was under way when every bean is made, before the web server takes requests; stops after the last request has
 * been answered, and drains. An engine that has drained does not come back: the context is made anew.
 */
final class EngineLifecycle implements SmartLifecycle {
    /** Below the web server, its graceful shutdown, and whatever says nothing of its phase. */
    static final int PHASE = DEFAULT_PHASE - 4096;

    private final Engine engine;
    private final boolean takesUp;
    private volatile boolean running;
    private volatile boolean drained;

    EngineLifecycle(Engine engine, boolean takesUp) {
        this.engine = engine;
        this.takesUp = takesUp;
    }

    @Override
    public void start() {
        if (drained) {
            throw new SetupException(
                    "The engine has drained and starts nothing any more.",
                    "Close the context and make a new one instead of starting this one again.",
                    null);
        }
        if (takesUp) {
            engine.takeUp();
        }
        running = true;
    }

    @Override
    public void stop() {
        drained = true;
        engine.drain();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** A context that tests keep for later is paused; its engine goes on. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
