package dev.signalbox.cli.process.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.cli.process.Packed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code serve} on SQLite, killed again and again (SIGKILL) in every phase that there is. 100 kills by default; the deep
 * form is {@code -Dkill.kills=1000}. {@code -Dkill.seed=N} repeats what customers and the world do; the phases hit are a
 * matter of time, and each of them has to be hit.
 */
class KillLoopTest {
    private static final int KILLS = Integer.getInteger("kill.kills", 100);
    private static final int KILLS_OF_A_LIFE = 25;
    private static final int SIDE_BY_SIDE = 2;
    private static final long SEED = Long.getLong("kill.seed", System.nanoTime() & 0xffff_ffffL);

    @TempDir
    private Path folder;

    @Test
    void nothing_acknowledged_is_lost_and_no_effect_is_doubled_wherever_a_process_is_killed() throws Exception {
        System.out.printf("kill loop: seed %d%n", SEED);
        assertTrue(!Packed.program().isEmpty());
        Tally tally = new Tally();
        long begun = System.nanoTime();
        try (ExecutorService lanes = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            List<Future<?>> lives = new ArrayList<>();
            for (int first = 0; first < KILLS; first += KILLS_OF_A_LIFE) {
                int number = first / KILLS_OF_A_LIFE;
                int kills = Math.min(KILLS_OF_A_LIFE, KILLS - first);
                lives.add(lanes.submit(() -> {
                    Path own = Files.createDirectory(folder.resolve("life-" + number));
                    try (Life life = new Life(own, SEED + 1000L * number, tally)) {
                        life.live(kills);
                    }
                    return null;
                }));
            }
            for (Future<?> life : lives) {
                life.get();
            }
        } finally {
            System.out.printf("%s  in %.1f s%n", tally.table(), (System.nanoTime() - begun) / 1e9);
        }
        assertEquals(List.of(), tally.neverHit(), "phases that no kill hit");
    }
}
