package dev.signalbox.cli.flows.real;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.cli.flows.Stage;
import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.LoadedWorkspace;
import dev.signalbox.dsl.read.WorkspaceFolder;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.testkit.MemoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The samples on a real model: whatever it says, every promise holds; how it does is measured and printed. */
@Tag("real-model")
class RealModelTest {
    private static final RealModel MODEL = RealModel.of(System.getenv());
    private static final int RUNS = Integer.getInteger("real.runs", 20);
    private static final long SEED = Long.getLong("real.seed", System.nanoTime());

    /** Runs under way at once; the model is asked one thing at a time. */
    private static final int SIDE_BY_SIDE = 4;

    private static final LoadedWorkspace SAMPLES = WorkspaceFolder.load(new FileSources(Stage.FLOWS));
    private static final Report REPORT = new Report(MODEL, RUNS, SEED);

    @TempDir
    Path folder;

    @ParameterizedTest(name = "where {0}")
    @EnumSource(Asked.class)
    void everyPromiseHoldsWhateverTheModelSays(Asked asked) throws Exception {
        System.out.println("-Dreal.seed=" + SEED + " decides as these people did");
        Census census = new Census(asked);
        List<String> broken = new ArrayList<>();
        try (Complaints complaints = Complaints.watch();
                Gate gate = new Gate(MODEL, asked)) {
            RealWorkspace.write(folder, MODEL, gate);
            MemoryStore store = new MemoryStore();
            try (Engine engine = engine(store);
                    ExecutorService crew = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
                List<Future<List<String>>> runs = new ArrayList<>();
                for (int n = 0; n < RUNS; n++) {
                    for (Sample sample : Sample.all()) {
                        int number = n;
                        runs.add(crew.submit(() -> play(engine, store, sample, number, census)));
                    }
                }
                for (Future<List<String>> run : runs) {
                    broken.addAll(run.get());
                }
            }
            REPORT.add(census, gate);
            assertEquals(List.of(), broken);
            assertEquals(List.of(), complaints.errors());
            assertTrue(gate.lost() > 0, "the fallback was never needed: ask for more runs with -Dreal.runs");
        }
    }

    @AfterAll
    static void print() {
        System.out.println("\n" + REPORT.text());
    }

    private Engine engine(MemoryStore store) {
        return Signalbox.builder()
                .workspace(folder)
                .store(store)
                .environment(Map.of())
                .build();
    }

    /** What does not hold of a run and its child runs. */
    private List<String> play(Engine engine, MemoryStore store, Sample sample, int number, Census census)
            throws IOException {
        Views.RunView started = engine.start(sample.flow(), sample.numbered(number), null, Stage.SAM);
        Views.RunView seen = new Person(SEED + 31L * number + sample.hashCode()).accompany(engine, started.id());
        Log log = Log.of(store, new RunId(seen.id()));
        census.count(sample, log, seen);
        List<String> broken = new ArrayList<>(broken(store, log, seen));
        for (Views.RunSummary child : seen.children()) {
            Views.RunView end = engine.run(child.id());
            broken.addAll(broken(store, Log.of(store, new RunId(end.id())), end));
        }
        return broken;
    }

    private static List<String> broken(MemoryStore store, Log log, Views.RunView seen) {
        return Promises.broken(flow(seen.flow()), log, requireNonNull(store.load(log.run())), seen);
    }

    private static Flow flow(String name) {
        return requireNonNull(requireNonNull(SAMPLES.flow(new FlowName(name))).flow());
    }
}
