package dev.signalbox.testkit.sim;

import dev.signalbox.dsl.check.CheckedFlow;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.read.FileSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What stands against the hostile model: the samples, and some made for it. */
final class HostileFlows {
    /** The samples as they are: {@link HostileOutside} plays whatever service they call. */
    static final FlowPool SAMPLES = FlowPool.of(new FileSources(above("flows")));

    /** An agent's loop, a list and its items, models side by side; with prices, and tight limits. */
    static final FlowPool OWN = FlowPool.of(new FileSources(above("engine/testkit/src/test/resources/hostile")));

    static final List<FlowPool> ALL = List.of(SAMPLES, OWN);

    private HostileFlows() {}

    static List<CheckedFlow> in(FlowPool pool) {
        return pool.names().stream().map(name -> flow(pool, name)).toList();
    }

    static CheckedFlow flow(FlowPool pool, FlowName name) {
        return pool.current(name).flow();
    }

    private static Path above(String folder) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(folder).resolve("signalbox.yaml"))) {
                return at.resolve(folder);
            }
        }
        throw new IllegalStateException(
                "no folder " + folder + " above " + Path.of("").toAbsolutePath());
    }
}
