package dev.signalbox.dsl.model.verb;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Template;

/** Runs another flow as a child run. */
public record FlowVerb(FlowName flow, Place flowPlace, Template with) implements Verb, StepVerb {}
