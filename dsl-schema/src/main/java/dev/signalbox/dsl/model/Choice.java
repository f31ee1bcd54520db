package dev.signalbox.dsl.model;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.type.Schema;
import org.jspecify.annotations.Nullable;

/** A member of {@code choose}: {@code fields} is an object schema without {@code choice}; {@code action} is null for a spelled member. */
public record Choice(String name, @Nullable ActionName action, Schema fields, Place place) {}
