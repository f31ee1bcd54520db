package dev.signalbox.testkit.hostile;

import dev.signalbox.core.command.ModelOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What a hostile model comes to when it is asked.
 *
 * @param outcome null: the port throws
 * @param lies whether its figures of usage are made up
 */
public record Said(Manner manner, @Nullable ModelOutcome outcome, boolean lies) {}
