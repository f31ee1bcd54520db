package dev.signalbox.runtime.action;

/**
 * What an action written in Java may know of the call it serves.
 *
 * @param key the stable idempotency key, the same for every try of one visit
 * @param attempt which try this is, as the engine counts them
 */
public record ActionContext(String run, String state, int attempt, String key) {}
