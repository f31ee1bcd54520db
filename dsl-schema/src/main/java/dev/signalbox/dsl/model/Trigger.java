package dev.signalbox.dsl.model;

import dev.signalbox.dsl.diagnostic.Place;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What starts runs of a flow besides people. {@link TriggerNames} says what each is called. */
public sealed interface Trigger {
    Place place();

    Template input();

    record Http(String path, Signature signature, Template input, Place place) implements Trigger {}

    /**
     * How a request shows that it comes from who has the secret.
     *
     * @param secret the name of it
     * @param header the one that carries the signature; null for the form of Standard Webhooks
     * @param timestamp in the plain form, the header that says when it was signed and is signed with the body as
     *     {@code TIME.BODY}, or {@code body.FIELD}; null where it says nothing of the time
     * @param id in the plain form, the header, or {@code body.FIELD}, that has the delivery's id; null for what was signed
     * @param tolerance how far its time may be from ours
     */
    record Signature(
            String secret,
            @Nullable String header,
            @Nullable String timestamp,
            @Nullable String id,
            Duration tolerance) {
        public static final Duration TOLERANCE = Duration.ofMinutes(5);

        /** What begins a name of a field of the body. */
        public static final String FIELD = "body.";
    }

    record Schedule(String cron, @Nullable String zone, Missed missed, Template input, Place place)
            implements Trigger {}

    /** What becomes of times that came while nothing ran. */
    enum Missed {
        /** The last of them is made up for. */
        LATEST,
        /** None is. */
        SKIP,
        /** Each is. */
        ALL
    }

    record Event(EventName name, Template input, Place place) implements Trigger {}
}
