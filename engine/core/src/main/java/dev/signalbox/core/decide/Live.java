package dev.signalbox.core.decide;

import java.time.Instant;
import java.util.Map;

/**
 * What decide may know of the world, taken before it is called.
 *
 * @param env the declared environment names that have a value
 */
public record Live(Instant now, Map<String, String> env) {}
