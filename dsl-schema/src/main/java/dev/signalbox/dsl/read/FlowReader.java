package dev.signalbox.dsl.read;

import dev.signalbox.dsl.model.Workspace;

/** Reads a flow file into its model. Never throws at a user's file. */
public final class FlowReader {
    private FlowReader() {}

    /**
     * @param path the file's path in the workspace
     * @param sources where files that the flow names are found, relative to the flow
     */
    public static ReadFlow read(String path, String text, Workspace workspace, Sources sources) {
        throw new UnsupportedOperationException();
    }
}
