package dev.signalbox.dsl.read;

import java.util.Map;

/** Reads a test file into its model. Never throws at a user's file. */
public final class TestReader {
    private TestReader() {}

    /** @param flows the workspace's flows by path, for the names that a test may use */
    public static ReadTests read(String path, String text, Map<String, ReadFlow> flows, Sources sources) {
        throw new UnsupportedOperationException();
    }
}
