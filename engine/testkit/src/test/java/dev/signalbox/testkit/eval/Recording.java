package dev.signalbox.testkit.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.ModelName;
import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.LoadedWorkspace;
import dev.signalbox.dsl.read.WorkspaceFolder;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.eval.Answer;
import dev.signalbox.runtime.eval.Evaluation;
import dev.signalbox.runtime.eval.RunSet;
import dev.signalbox.runtime.eval.Variant;
import dev.signalbox.runtime.port.ModelPort;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.retention.Purging;
import dev.signalbox.testkit.MemoryStore;
import dev.signalbox.testkit.VirtualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A workspace whose flow runs with a scripted model, and whose runs are then asked again of another. */
final class Recording {
    static final Actor SAM = new Actor("sam", Set.of("lead"), "java", true, false);

    private static final String WORKSPACE = """
            signalbox: 1
            models:
              fast: { provider: openai, model: fast-1, window: 8000, price: { input: 1.0, output: 10.0, cached: 0.1 }, fallback: [spare], takes: [image] }
              small: { provider: openai, model: small-1, window: 8000, price: { input: 0.5, output: 5.0, cached: 0.1 }, takes: [image] }
              tiny: { provider: openai, model: tiny-1, window: 60 }
              spare: { provider: openai, model: spare-1, window: 8000, takes: [image] }
            """;

    final MemoryStore.Disk disk = new MemoryStore.Disk();
    final VirtualClock clock = new VirtualClock();
    final List<Effect.ModelCall> asked = new CopyOnWriteArrayList<>();
    private final Path folder;
    private final String flow;

    Recording(Path folder, String flow, String text) throws IOException {
        this.folder = folder;
        this.flow = flow;
        Files.writeString(folder.resolve("signalbox.yaml"), WORKSPACE);
        Files.writeString(folder.resolve(flow + ".flow.yaml"), text);
    }

    /** Replies in turn; the last one again and again. */
    static ModelPort says(String... each) {
        Queue<String> left = new ConcurrentLinkedQueue<>(List.of(each));
        return (call, models) -> {
            String next = left.size() > 1 ? left.remove() : left.element();
            return new ModelOutcome.Replied(next, call.model().value(), 100, 10, 20, 0.002);
        };
    }

    Engine open(ModelPort models) {
        return Signalbox.builder()
                .workspace(folder)
                .store(new MemoryStore(disk))
                .clock(clock)
                .models(models)
                .build();
    }

    Views.RunView run(ModelPort models, Map<String, Object> input) {
        try (Engine engine = open(models)) {
            return engine.await(engine.start(flow, input, null, SAM).id(), Duration.ofSeconds(30));
        }
    }

    RunSet read() {
        try (RunStore store = new MemoryStore(disk)) {
            return RunSet.read(store, new FlowName(flow), new RunSet.Filter(List.of(), null, 100, null));
        }
    }

    /** As the engine does with runs that ended long ago. */
    void purge() {
        List<RunRow> rows = read().runs();
        try (RunStore store = new MemoryStore(disk)) {
            for (RunRow row : rows) {
                List<Event> log = store.events(row.id(), 0, RunStore.MOST).stream()
                        .map(RunStore.LoggedEvent::event)
                        .toList();
                assertTrue(store.purge(row.id(), Purging.log(log), clock.now()));
            }
        }
    }

    private LoadedWorkspace loaded() {
        return WorkspaceFolder.load(new FileSources(folder));
    }

    /** The flow as a file with other words would have it. */
    CheckedFlow changed(String from, String to) throws IOException {
        Path file = folder.resolve(flow + ".flow.yaml");
        String before = Files.readString(file);
        String after = before.replace(from, to);
        assertEquals(from.equals(to), before.equals(after), "the change changes something");
        Files.writeString(file, after);
        try {
            CheckedFlow checked = WorkspaceChecker.check(loaded()).flows().get(new FlowName(flow));
            assertNotNull(checked);
            return checked;
        } finally {
            Files.writeString(file, before);
        }
    }

    CheckedFlow itself() throws IOException {
        return changed("", "");
    }

    Variant of(@Nullable String model) throws IOException {
        return new Variant("it", model == null ? null : new ModelName(model), itself(), false);
    }

    static Variant against(CheckedFlow file) {
        return new Variant("it", null, file, true);
    }

    Evaluation evaluation(Variant variant, ModelPort models, Evaluation.Bounds bounds) {
        return new Evaluation(
                read().questions(),
                List.of(variant),
                (call, of) -> {
                    asked.add(call);
                    return models.ask(call, of);
                },
                loaded().workspace().models(),
                bounds,
                (done, of, usd) -> {});
    }

    /** What comes of every question, one after the other. */
    List<Answer> answers(Variant variant, ModelPort models) throws InterruptedException {
        Evaluation evaluation = evaluation(variant, models, new Evaluation.Bounds(1, null, null));
        evaluation.run();
        return evaluation.of(variant).stream()
                .map(compared -> java.util.Objects.requireNonNull(compared.answer()))
                .toList();
    }
}
