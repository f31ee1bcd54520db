package dev.signalbox.console.api;

import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.read.WorkspaceReader;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What the settings page tells of how a server is set up.
 *
 * @param workspace as it is at the moment
 * @param secretIsSet whether a declared secret has a value; the value itself is not asked for
 * @param version of this program
 * @param store its kind in a word
 */
public record Setup(Supplier<Workspace> workspace, Predicate<String> secretIsSet, String version, String store) {
    /** Of a server over operations of which nothing is known. */
    public static Setup unknown() {
        return new Setup(WorkspaceReader::empty, name -> false, "", "");
    }
}
