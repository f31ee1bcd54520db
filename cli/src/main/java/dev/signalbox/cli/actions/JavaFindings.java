package dev.signalbox.cli.actions;

import dev.signalbox.cli.place.OpenWorkspace;
import dev.signalbox.cli.place.Workspaces;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Transport;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.runtime.action.Emit;
import dev.signalbox.runtime.action.Library;
import dev.signalbox.runtime.action.Signature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a workspace declares of Java actions, held against what its jars have. Only {@code actions ls} and {@code doctor} ask, for
 * reading a jar's actions runs the jar's code; {@code validate} reads texts alone.
 */
public final class JavaFindings {
    private JavaFindings() {}

    /** A declared action and the file that declares it. */
    record Declared(String file, Action action) {}

    /** Every action of the workspace, shared ones first. */
    static List<Declared> declared(OpenWorkspace open) {
        List<Declared> all = new ArrayList<>();
        open.loaded().workspace().actions().values().forEach(action -> all.add(new Declared(Workspaces.FILE, action)));
        for (ReadFlow read : open.loaded().flows().values()) {
            Flow flow = read.flow();
            if (flow != null) {
                flow.actions().values().stream()
                        .filter(action -> !action.shared())
                        .forEach(action -> all.add(new Declared(read.path(), action)));
            }
        }
        return all;
    }

    /** Where no jar has any action: those that only a program around the engine could give, and this one cannot call. */
    public static List<String> withoutJars(OpenWorkspace open) {
        return declared(open).stream()
                .filter(one -> one.action().transport() instanceof Transport.Java java
                        && !java.name().equals(Emit.NAME))
                .map(one -> one.file() + ": " + one.action().name() + " is written in Java and no jar is in "
                        + Library.FOLDER + ", so that only a program that embeds the engine can call it")
                .toList();
    }

    /** What is wrong, a sentence each; a jar that cannot be read first. */
    public static List<String> of(OpenWorkspace open, Library library) {
        List<String> found = new ArrayList<>(library.problems());
        Map<String, Signature> known = new LinkedHashMap<>();
        library.signatures().forEach(signature -> known.put(signature.name(), signature));
        for (Declared one : declared(open)) {
            if (one.action().transport() instanceof Transport.Java java) {
                Signature signature = known.get(java.name());
                if (signature != null) {
                    signature
                            .against(one.action())
                            .forEach(words -> found.add(one.file() + ": "
                                    + one.action().name() + " and " + signature.from() + " do not agree: " + words));
                } else if (!known.isEmpty()) {
                    found.add(one.file() + ": " + one.action().name() + " calls " + java.name()
                            + ", which no jar of lib has; there is " + String.join(", ", known.keySet()));
                }
            }
        }
        return found;
    }
}
