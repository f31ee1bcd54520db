package dev.signalbox.spring;

import dev.signalbox.dsl.check.CheckedWorkspace;
import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Transport;
import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.ReadFlow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What keeps a workspace's flows from running in this application, each with its place. */
final class WorkspaceCheck {
    private WorkspaceCheck() {}

    /**
     * @param actions the names of the actions that the application and the workspace's {@code lib/} have
     * @return one line each; empty for a sound workspace
     */
    static List<String> of(Path folder, Set<String> actions) {
        CheckedWorkspace checked =
                WorkspaceChecker.check(dev.signalbox.dsl.read.WorkspaceFolder.load(new FileSources(folder)));
        List<String> lines = new ArrayList<>();
        for (Diagnostic found : checked.diagnostics()) {
            if (found.isError()) {
                String help = found.help() == null ? "" : " " + found.help();
                lines.add(at(found.place()) + ": " + found.code() + " " + found.message() + help);
            }
        }
        missing(checked.loaded().workspace().actions().values(), actions, lines);
        for (ReadFlow read : checked.loaded().flows().values()) {
            Flow flow = read.flow();
            if (flow != null) {
                missing(
                        flow.actions().values().stream()
                                .filter(action -> !action.shared())
                                .toList(),
                        actions,
                        lines);
            }
        }
        return lines;
    }

    private static void missing(Collection<Action> declared, Set<String> known, List<String> lines) {
        for (Action action : declared) {
            if (action.transport() instanceof Transport.Java java && !known.contains(java.name())) {
                lines.add(at(action.place()) + ": the action " + action.name() + " is `java: " + java.name()
                        + "`, and neither a bean nor lib/ has it; there "
                        + (known.isEmpty() ? "is none." : "is " + String.join(", ", new TreeSet<>(known)) + "."));
            }
        }
    }

    private static String at(Place place) {
        return place.span().file() + ":" + place.span().line() + ":"
                + place.span().column();
    }
}
