package dev.signalbox.testkit;

import dev.signalbox.runtime.port.RunStore;

class MemoryStoreTest extends RunStoreContract {
    private final MemoryStore.Disk disk = new MemoryStore.Disk();

    @Override
    protected RunStore open() {
        return new MemoryStore(disk);
    }
}
