package dev.signalbox.runtime.telemetry;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.StepId;
import dev.signalbox.runtime.port.Appended;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.RunRow;
import dev.signalbox.runtime.port.Telemetry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the milestones of every run once they are durable, at the level of information: started, held, decided, failed
 * tries, stuck, ended. Fields say run, flow, state, step and why in the language's own words; no value of a run is logged.
 */
public final class RunLog implements Telemetry {
    private static final Logger LOG = LoggerFactory.getLogger("dev.signalbox.run");

    @Override
    public void appended(Commit commit, Appended answer, long nanos) {
        if (answer instanceof Appended.Done && LOG.isInfoEnabled()) {
            for (Event event : commit.own()) {
                tell(commit.row(), event);
            }
        }
    }

    private static void tell(RunRow row, Event event) {
        switch (event) {
            case Event.RunStarted started -> say(row, null, null, "Run started");
            case Event.HoldOpened opened ->
                say(row, opened.hold().step(), Words.lower(opened.hold().purpose()), "Hold opened");
            case Event.CallFailed failed -> say(row, failed.step(), failed.kind(), "Call failed");
            case Event.CallUnknown unknown -> say(row, unknown.step(), unknown.kind(), "Call may have happened");
            case Event.ModelFailed failed -> say(row, failed.step(), failed.kind(), "Model call failed");
            case Event.LimitReached reached -> say(row, null, reached.limit(), "Limit reached");
            case Event.RunStuck stuck -> say(row, null, stuck.kind(), "Run stuck");
            case Event.RunEnded ended -> say(row, null, null, "Run " + ended.status());
            default -> {
                String decision = Words.decision(event);
                if (decision != null) {
                    say(row, null, null, "Hold " + decision);
                }
            }
        }
    }

    private static void say(RunRow row, @Nullable StepId step, @Nullable String why, String what) {
        String state = step != null
                ? step.state().value()
                : row.state() == null ? null : row.state().value();
        LogFields fields = new LogFields()
                .with("run", row.id().value())
                .with("flow", row.flow().value())
                .step(step)
                .with("state", state)
                .with("why", why);
        try {
            LOG.info(what);
        } finally {
            fields.restore();
        }
    }
}
