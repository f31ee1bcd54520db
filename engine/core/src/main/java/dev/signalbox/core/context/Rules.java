package dev.signalbox.core.context;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.ContextItem;

/** Which line of the file decided, in words. */
final class Rules {
    private Rules() {}

    static Manifest.Rule at(Place place, String text) {
        return new Manifest.Rule(place.span().file(), place.span().line(), text);
    }

    static Manifest.Rule of(ContextItem.Rung rung) {
        return at(
                rung.place(),
                switch (rung) {
                    case ContextItem.Rung.ClearResults r -> "clear_results";
                    case ContextItem.Rung.Clamp clamp -> "clamp: " + clamp.tokens();
                    case ContextItem.Rung.Summarise summarise -> "summarise: " + summarise.into();
                    case ContextItem.Rung.DropOldest r -> "drop_oldest";
                });
    }
}
