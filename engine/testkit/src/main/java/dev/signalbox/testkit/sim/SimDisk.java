package dev.signalbox.testkit.sim;

import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.testkit.MemoryStore;
import org.jspecify.annotations.Nullable;

/**
 * What the processes of a simulated world leave behind, whatever store keeps it. A call of a store is over when it returns:
 * it never parks the simulated thread that makes it.
 */
public interface SimDisk extends AutoCloseable {
    /**
     * Opens it for one more process.
     *
     * @param sharedBy the clock of leases among several processes; null where one has the disk alone, and cuts off whoever
     *     had it before
     */
    Opening open(@Nullable Clock sharedBy);

    @Override
    void close();

    /** One process's way to the disk. */
    interface Opening {
        RunStore store();

        /** As a {@code kill -9} of the process: nothing it does from here on is kept. */
        void cut();
    }

    /** A disk in memory. */
    static SimDisk inMemory() {
        MemoryStore.Disk disk = new MemoryStore.Disk();
        return new SimDisk() {
            @Override
            public Opening open(@Nullable Clock sharedBy) {
                MemoryStore store = sharedBy == null ? new MemoryStore(disk) : MemoryStore.shared(disk, sharedBy);
                return new Opening() {
                    @Override
                    public RunStore store() {
                        return store;
                    }

                    @Override
                    public void cut() {
                        store.cut();
                    }
                };
            }

            @Override
            public void close() {}
        };
    }
}
