package dev.signalbox.cli.place;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that talks to an engine. */
public final class EngineOptions {
    @Option(
            names = {"-w", "--workspace"},
            paramLabel = "FOLDER",
            description = "The workspace. Default: the one around this folder, else the only one directly below it.")
    private @Nullable String workspace;

    @Option(
            names = "--db",
            paramLabel = "URL",
            description = "The store: a file or a JDBC address. Default: .signalbox/signalbox.db in the workspace.")
    private @Nullable String store;

    @Option(
            names = "--models",
            paramLabel = "MODE",
            description = "recorded: every model answers from the workspace's recorded replies.")
    private @Nullable String models;

    @Option(
            names = "--record",
            description = "Keep what models reply, and people in a model's place, with the workspace's replies.")
    private boolean record;

    @Option(
            names = "--log",
            paramLabel = "FORM",
            description = "human: warnings, a line each. json: one object a line, milestones of runs too. "
                    + "Default: SIGNALBOX_LOG, else human.")
    private @Nullable String log;

    public @Nullable String log() {
        return log;
    }

    public @Nullable String workspace() {
        return workspace;
    }

    public @Nullable String store() {
        return store;
    }

    public @Nullable String models() {
        return models;
    }

    public boolean record() {
        return record;
    }

    /** What a command typed next needs to find the same run: empty, or options with a blank in front. */
    public String again() {
        StringBuilder options = new StringBuilder();
        add(options, "--workspace", workspace);
        add(options, "--db", store);
        add(options, "--models", models);
        if (record) {
            options.append(" --record");
        }
        return options.toString();
    }

    private static void add(StringBuilder options, String name, @Nullable String value) {
        if (value != null) {
            options.append(' ').append(name).append(' ').append(quoted(value));
        }
    }

    private static String quoted(String value) {
        return value.matches("[A-Za-z0-9_./:@=-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
    }
}
