package dev.signalbox.dsl.model.verb;

import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Template;
import java.util.Map;

/** Pure assignment; every value is computed from the data as at entry. */
public record SetVerb(Map<DataName, Template> values) implements Verb {}
