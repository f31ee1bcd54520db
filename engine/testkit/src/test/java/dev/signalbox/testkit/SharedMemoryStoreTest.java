package dev.signalbox.testkit;

import dev.signalbox.runtime.port.RunStore;

class SharedMemoryStoreTest extends SharedStoreContract {
    private final MemoryStore.Disk disk = new MemoryStore.Disk();
    private final VirtualClock clock = new VirtualClock(StoredRuns.T0);

    @Override
    protected RunStore open() {
        return MemoryStore.shared(disk, clock);
    }

    @Override
    protected void letLeasesPass() {
        clock.advance(RunStore.LEASE.plusMillis(1));
    }
}
