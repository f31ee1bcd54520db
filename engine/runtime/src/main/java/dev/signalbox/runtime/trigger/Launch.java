package dev.signalbox.runtime.trigger;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.id.RunId;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.port.Commit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a trigger starts a run: once for each key, whichever engine of the store is asked. */
public interface Launch {
    /** Throws {@link dev.signalbox.runtime.api.Problem} where no run can be started. */
    Launched start(FlowName flow, Map<String, Object> input, Commit.StartKey key, String startedBy);

    /** Starts a run in somebody's own name, as often as it is asked. */
    Views.RunView start(FlowName flow, Map<String, Object> input, Actor actor);

    /** The run that the key started before; null when it started none. */
    @Nullable
    RunId started(String key);

    /** @param before the key had started it before; nothing was started now */
    record Launched(RunId run, boolean before) {}
}
