package dev.signalbox.core.context;

import dev.signalbox.core.effect.Message;
import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.model.ModelName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What compiling a context gives. */
public sealed interface ContextResult {
    /**
     * The question, ready to be sent.
     *
     * @param schema what the reply must be: the output's schema, the union of {@code choose}, or the members of
     *     {@code among}
     * @param question SHA-256 over the messages and the schema: recorded replies are matched on it
     * @param predictedInputTokens the whole envelope, schema and message frame included
     * @param media the pictures and documents that came from values, by the SHA-256 of their bytes, each as the text it stood
     *     as; what the flow pins is not among them
     */
    record Ready(
            List<Message> messages,
            Manifest manifest,
            Object schema,
            String question,
            long predictedInputTokens,
            Map<String, String> media)
            implements ContextResult {
        public Ready {
            messages = List.copyOf(messages);
            media = Collections.unmodifiableSortedMap(new TreeMap<>(media));
        }
    }

    /**
     * A summary has to be made first; with it among the request's summaries, compile again.
     *
     * @param covers hash of the events it stands for; to be kept with the summary
     * @param upTo the number of the last event it stands for
     * @param into tokens the summary may take; a longer one is cut
     * @param messages the question to the summarising model, fitted to its window
     * @param schema a string
     */
    record Needs(
            String item,
            ModelName model,
            String covers,
            int upTo,
            int into,
            List<Message> messages,
            Object schema,
            String question,
            long predictedInputTokens)
            implements ContextResult {
        public Needs {
            messages = List.copyOf(messages);
        }
    }

    /** Something required does not fit, or is not there: the outcome {@code overflow}. */
    record Overflow(String item, String message, Manifest manifest) implements ContextResult {}

    /** An expression of the context could not be evaluated, or {@code among} left nothing to choose: {@code failed} of kind {@code value}. */
    record Failed(String item, String message, Place place) implements ContextResult {}
}
