package dev.signalbox.dsl.model;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.media.Media;
import dev.signalbox.dsl.media.MediaKind;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One item of {@code context.load}.
 *
 * @param name the slot {@code ${name}}; without a slot the item follows the prompt as a block
 * @param as shown to the model as a picture or document, whole or not at all; null for text
 * @param only projection to these fields; empty takes all
 * @param max tokens for this item; null leaves only the budget
 * @param when null loads always
 * @param required not fitting is {@code overflow}, never a silent loss
 * @param priority 1 goes last, 9 goes first
 * @param stable stands in the cacheable prefix
 */
public record ContextItem(
        String name,
        Source source,
        @Nullable MediaKind as,
        List<String> only,
        Format format,
        @Nullable Integer max,
        Cut cut,
        @Nullable Expr when,
        boolean required,
        int priority,
        boolean stable,
        Place place) {
    public ContextItem {
        only = List.copyOf(only);
    }

    public enum Format {
        TEXT,
        YAML,
        JSON,
        XML
    }

    public enum Cut {
        END,
        START,
        MIDDLE,
        NEVER
    }

    public sealed interface Source {
        /** {@code from: EXPR}. */
        record From(Expr expr) implements Source {}

        /** {@code file: PATH}, its text pinned with the flow. */
        record File(String path, String text) implements Source {}

        /** {@code file: PATH} of an item with {@code as}, its bytes pinned with the flow. */
        record MediaFile(String path, Media media, String base64) implements Source {}

        /**
         * {@code events}: this run's recorded events.
         *
         * @param states of which states; empty for {@code all}
         * @param kinds of {@code result, error, answer, decision, event}; empty for every kind
         */
        record Events(
                List<StateName> states,
                List<String> kinds,
                @Nullable Integer last,
                @Nullable Duration maxAge,
                int keepFirst,
                int keepLast,
                List<Rung> evict)
                implements Source {
            public Events {
                states = List.copyOf(states);
                kinds = List.copyOf(kinds);
                evict = List.copyOf(evict);
            }
        }
    }

    /** A rung of the eviction ladder. */
    public sealed interface Rung {
        Place place();

        record ClearResults(Place place) implements Rung {}

        record Clamp(int tokens, Place place) implements Rung {}

        record Summarise(ModelName model, int into, Place place) implements Rung {}

        record DropOldest(Place place) implements Rung {}
    }
}
