package dev.signalbox.dsl.model;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Severity;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much a workspace lets findings weigh: {@code .signalbox-lint} of its file. It speaks of what is told, never of what may run, and an error stays
 * an error whatever it says.
 *
 * @param within for files whose path matches, before what holds everywhere; the last that matches counts
 */
public record Lint(Map<Code, Level> everywhere, List<Within> within) {
    public static final Lint NONE = new Lint(Map.of(), List.of());

    public enum Level {
        OFF,
        INFO,
        WARNING,
        ERROR
    }

    /** @param glob as the file has it, over paths of the workspace */
    public record Within(String glob, PathMatcher files, Map<Code, Level> levels) {
        public Within {
            levels = Map.copyOf(levels);
        }
    }

    public Lint {
        everywhere = Map.copyOf(everywhere);
        within = List.copyOf(within);
    }

    public boolean isEmpty() {
        return everywhere.isEmpty() && within.isEmpty();
    }

    /** The level that is said for a finding, or null when nothing is said of it. */
    public @Nullable Level level(Diagnostic found) {
        if (found.isError()) {
            return null;
        }
        Path path = Path.of(found.place().span().file());
        Level level = everywhere.get(found.code());
        for (Within one : within) {
            Level own = one.levels().get(found.code());
            if (own != null && one.files().matches(path)) {
                level = own;
            }
        }
        return level;
    }

    /** The finding as it weighs here; one that is off keeps its severity until it is taken away. */
    public Diagnostic weighed(Diagnostic found) {
        return switch (level(found)) {
            case null -> found;
            case OFF -> found;
            case INFO -> found.withSeverity(Severity.INFO);
            case WARNING -> found.withSeverity(Severity.WARNING);
            case ERROR -> found.withSeverity(Severity.ERROR);
        };
    }
}
