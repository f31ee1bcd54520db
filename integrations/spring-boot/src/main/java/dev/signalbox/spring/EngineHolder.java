package dev.signalbox.spring;

import dev.signalbox.runtime.Engine;

/** The engine with the folder it reads, which goes after it. */
record EngineHolder(Engine engine, WorkspaceFolder folder) implements AutoCloseable {
    @Override
    public void close() {
        engine.close();
        folder.close();
    }
}
