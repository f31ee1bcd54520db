package dev.signalbox.dsl.model.verb;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.Expr;

/**
 * One step for each item of a list; results in the order of the list.
 *
 * @param max most items; a longer list is {@code failed} of kind {@code value}
 * @param concurrency how many side by side
 * @param collect failures become {@code {error}} beside {@code {value}} instead of failing the state
 */
public record EachVerb(String item, Expr in, int max, int concurrency, InnerStep step, boolean collect, Place place)
        implements Verb {}
