package dev.signalbox.cli.runs;

import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.Opened;
import dev.signalbox.cli.print.RunText;
import dev.signalbox.cli.print.Timeline;
import dev.signalbox.runtime.api.Operations;
import dev.signalbox.runtime.api.Views;
import java.time.Duration;
import java.time.ZoneId;

/** Follows a run until it pauses or stops, telling what happens as it happens. */
public final class Following {
    private static final Duration GLANCE = Duration.ofMillis(250);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Terminal terminal;
    private final Operations operations;
    private final boolean json;
    private final String more;

    /** @param more options that a command typed next needs to find this run: {@code  --workspace flows} */
    public Following(Terminal terminal, Opened opened, boolean json, String more) {
        this.terminal = terminal;
        this.operations = opened.operations();
        this.json = json;
        this.more = more;
    }

    /**
     * Follows from the event after {@code seen} on, and prints how the run stands then.
     *
     * @return the exit code that says it
     */
    public int follow(String run, long seen) {
        Timeline timeline = new Timeline(ZoneId.systemDefault());
        long last = seen;
        Views.RunView view;
        do {
            view = operations.await(run, json ? LONG : GLANCE);
            if (!json) {
                last = tell(timeline, run, last);
            }
        } while (view.status().equals("running"));
        if (json) {
            terminal.out().println(RunText.line(view));
        } else {
            RunText.outcome(view, more).forEach(terminal.out()::println);
        }
        terminal.out().flush();
        return Exit.of(view);
    }

    private long tell(Timeline timeline, String run, long seen) {
        long last =
                Log.read(operations, run, seen, event -> timeline.line(event).ifPresent(terminal.out()::println));
        terminal.out().flush();
        return last;
    }

    /** The last event there is now: what comes after it is what a command caused. */
    public long seen(String run) {
        return Log.read(operations, run, 0, event -> {});
    }
}
