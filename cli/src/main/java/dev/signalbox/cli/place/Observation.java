package dev.signalbox.cli.place;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.LogSetup;
import dev.signalbox.cli.Terminal;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.action.SecretMask;
import dev.signalbox.runtime.action.WorkspaceEnvironment;
import dev.signalbox.runtime.port.Telemetry;
import dev.signalbox.runtime.telemetry.LogContext;
import dev.signalbox.runtime.telemetry.Otlp;
import dev.signalbox.runtime.telemetry.RunLog;
import dev.signalbox.runtime.telemetry.Several;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who listens to an engine of this program: the log in the form that is asked for, and traces where an endpoint is named. */
final class Observation {
    private Observation() {}

    /** @param log {@code human}, {@code json}, or null for what the environment says */
    static Telemetry of(Terminal terminal, @Nullable String log, List<Telemetry> more) {
        List<Telemetry> listeners = new ArrayList<>();
        String form = log != null ? log : terminal.environment().getOrDefault(LogSetup.FORM, "human");
        switch (form) {
            case "json" -> {
                LogSetup.json();
                listeners.add(new LogContext());
                listeners.add(new RunLog());
            }
            case "human" -> {}
            default ->
                throw new Complaint(
                        (log != null ? "--log" : LogSetup.FORM) + " takes human or json, not '" + form + "'");
        }
        Telemetry traces = Otlp.traces(terminal.environment());
        if (traces != null) {
            listeners.add(traces);
        }
        listeners.addAll(more);
        return Several.of(listeners);
    }

    /** No log line of this program shows a secret of that engine's workspace, nor a token of this deployment. */
    static void hideSecrets(Terminal terminal, Engine engine) {
        hideSecrets(terminal, engine::workspace);
    }

    static void hideSecrets(Terminal terminal, Supplier<Workspace> workspace) {
        Map<String, String> environment = terminal.environment();
        Map<String, String> tokens = new HashMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith("SIGNALBOX_TOKEN") || name.endsWith("_HEADERS")) {
                tokens.put("${" + name + "}", value);
            }
        });
        LogSetup.mask(new SecretMask(
                () -> workspace.get().secrets().keySet(),
                new WorkspaceEnvironment(workspace, environment, Map.of()),
                tokens));
    }
}
