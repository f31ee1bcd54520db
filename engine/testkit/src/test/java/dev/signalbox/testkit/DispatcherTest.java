package dev.signalbox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.RunStatus;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.runtime.dispatch.Bounds;
import dev.signalbox.runtime.dispatch.Changes;
import dev.signalbox.runtime.dispatch.Dispatcher;
import dev.signalbox.runtime.dispatch.FlowSource;
import dev.signalbox.runtime.dispatch.Handled;
import dev.signalbox.runtime.dispatch.Ports;
import dev.signalbox.runtime.port.Environment;
import dev.signalbox.runtime.workspace.LiveWorkspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that come twice, or for nobody. */
class DispatcherTest {
    @TempDir
    Path folder = Path.of("");

    private static final class Nothing implements Environment {
        @Override
        public Map<String, String> env() {
            return Map.of();
        }

        @Override
        public @Nullable String secret(String name) {
            return null;
        }
    }

    @Test
    void aResultThatComesTwiceCountsOnce() throws Exception {
        World world = new World(folder, Flows.call("effect: read"));
        MemoryStore store = new MemoryStore(world.disk);
        LiveWorkspace workspace = new LiveWorkspace(folder, store);
        RunId id = new RunId("r1");
        try (Dispatcher dispatcher = new Dispatcher(
                Ports.of(
                        store,
                        workspace,
                        call -> World.answered(Map.of("n", 1L)),
                        (call, of) -> {
                            throw new IllegalStateException("no model is asked");
                        },
                        new Nothing(),
                        world.clock),
                new Bounds(0, 1, 10, 10, 10, Duration.ZERO, 200),
                new Changes())) {
            FlowSource.Pinned flow = workspace.current(new FlowName("call"));
            Command.StartRun start =
                    new Command.StartRun(id, flow.bundle(), Map.of("id", "T1"), null, "sam", null, Limits.NONE);
            Run run = assertInstanceOf(Handled.Done.class, dispatcher.start(start, flow, null))
                    .run();
            assertEquals(new Handled.StartedBefore(id), dispatcher.start(start, flow, null));
            Command done = new Command.CompleteAction(
                    new dev.signalbox.core.id.StepId(id, assertNotNullState(run), 1, ""),
                    1,
                    World.answered(Map.of("n", 7L)));
            assertInstanceOf(Handled.Done.class, dispatcher.handle(id, done));
            long seq = run(dispatcher, id).seq();
            Handled again = dispatcher.handle(id, done);
            assertEquals(RunStatus.SUCCEEDED, run(dispatcher, id).status());
            assertEquals(Map.of("n", 7L), run(dispatcher, id).output());
            assertEquals(
                    Decision.Reason.LATE,
                    assertInstanceOf(Handled.Refused.class, again).why().reason());
            assertEquals(seq, run(dispatcher, id).seq());
            assertEquals(
                    new Handled.NoSuchRun(new RunId("none")), dispatcher.handle(new RunId("none"), new Command.Wake()));
        }
        assertEquals(0, new MemoryStore(world.disk).claim(10).size());
    }

    private static Run run(Dispatcher dispatcher, RunId id) {
        Run run = dispatcher.run(id);
        assertNotNull(run);
        return run;
    }

    private static dev.signalbox.dsl.model.StateName assertNotNullState(Run run) {
        var state = run.state();
        assertNotNull(state);
        return state;
    }
}
