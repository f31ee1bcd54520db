package dev.signalbox.core.context;

/**
 * What a summary stands for.
 *
 * @param item the context item that wants it
 * @param covers hash of the events it stands for
 * @param upTo the number of the last of them
 */
public record Coverage(String item, String covers, int upTo) {}
