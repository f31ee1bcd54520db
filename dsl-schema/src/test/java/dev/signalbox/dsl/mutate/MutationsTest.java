package dev.signalbox.dsl.mutate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import dev.signalbox.dsl.check.CheckedWorkspace;
import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.read.WorkspaceFolder;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whatever is wrong with a file, the checker ends within a second and says where: never an exception, every place inside the
 * file, the same findings a second time. {@code -Dmutations=N} says how many files, {@code -Dmutations.from=S} the first
 * seed, {@code -Dmutations.seed=S} shows one again.
 */
class MutationsTest {
    private static final long SHORT = 400;

    /** Flows are checked on several threads. */
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** Of this process's own time, so that a busy machine fails nothing. */
    private static final long MOST_NANOS = 1_000_000_000L;

    private static final int SHOWN = 20;

    private long worst;
    private @Nullable Mutation slowest;

    @Test
    void aBrokenFileHasFindingsInsideItOrIsAFlow() {
        Long one = Long.getLong("mutations.seed");
        long from = one != null ? one : Long.getLong("mutations.from", 1);
        long count = one != null ? 1 : Long.getLong("mutations", SHORT);
        warmUp();
        Map<Slip, Integer> noticed = new EnumMap<>(Slip.class);
        List<String> broken = new ArrayList<>();
        long wrong = 0;
        for (long seed = from; seed < from + count && broken.size() < SHOWN; seed++) {
            Mutation mutation = Mutation.of(seed);
            if (one != null) {
                System.out.println(mutation.text());
            }
            try {
                CheckedWorkspace checked = hold(mutation);
                if (one != null) {
                    checked.diagnostics().forEach(System.out::println);
                }
                if (checked.diagnostics().stream().anyMatch(Diagnostic::isError)) {
                    wrong++;
                    mutation.slips().forEach(slip -> noticed.merge(slip, 1, Integer::sum));
                }
            } catch (RuntimeException | AssertionError | StackOverflowError caught) {
                broken.add(mutation + ": " + caught + " at " + at(caught));
            }
        }
        System.out.printf(
                "%,d broken files from seed %d: %,d with an error, slowest %d ms of the processor (%s)%n",
                count, from, wrong, worst / 1_000_000, slowest);
        assertEquals(List.of(), broken, () -> String.join("\n", broken));
        assertTrue(one != null || wrong > count / 2, "most faults are noticed, or these are none: " + wrong);
        assertTrue(count < SHORT || noticed.keySet().containsAll(List.of(Slip.values())), noticed::toString);
    }

    private static void warmUp() {
        Workspaces.ALL.forEach(MutationsTest::check);
    }

    private static CheckedWorkspace check(Workspaces workspace) {
        return WorkspaceChecker.check(WorkspaceFolder.load(workspace));
    }

    private CheckedWorkspace hold(Mutation mutation) {
        long before = nanos();
        CheckedWorkspace checked = check(mutation.workspace());
        long took = nanos() - before;
        before = nanos();
        CheckedWorkspace again = check(mutation.workspace());
        // The first time may have paid for a class or the compiler of the machine.
        took = Math.min(took, nanos() - before);
        if (took > worst) {
            worst = took;
            slowest = mutation;
        }
        assertTrue(took < MOST_NANOS, took / 1_000_000 + " ms");
        assertEquals(checked.diagnostics(), again.diagnostics(), "another time it says something else");
        new Promises(mutation.workspace()).hold(checked);
        return checked;
    }

    private static long nanos() {
        return PROCESS.getProcessCpuTime();
    }

    private static String at(Throwable caught) {
        StackTraceElement[] trace = caught.getStackTrace();
        for (StackTraceElement element : trace) {
            if (element.getClassName().startsWith("dev.signalbox")
                    && !element.getClassName().contains(".mutate.")) {
                return element.toString();
            }
        }
        return "the test";
    }
}
