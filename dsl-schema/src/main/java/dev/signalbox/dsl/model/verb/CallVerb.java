package dev.signalbox.dsl.model.verb;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.Template;

/** Runs an action. */
public record CallVerb(ActionName action, Place actionPlace, Template with) implements Verb, StepVerb {}
