package dev.signalbox.store.sql;

import dev.signalbox.runtime.port.StoreException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Giving work to the thread that writes, and waiting for its answer. Not interruptible: an effect that is stopped has its result
 * written or not at all, never half said.
 */
public final class Handover {
    private Handover() {}

    /** Waits for room. A thread that was interrupted meanwhile still is afterwards. */
    public static <W> void put(BlockingQueue<W> queue, W work) {
        boolean interrupted = false;
        while (true) {
            try {
                queue.put(work);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What came of it; throws the {@link StoreException} that the writer gave. */
    public static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StoreException failure ? failure : new StoreException("The write failed.", e);
        }
    }
}
