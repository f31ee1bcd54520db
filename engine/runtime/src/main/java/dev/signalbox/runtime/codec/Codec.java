package dev.signalbox.runtime.codec;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Hold;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Events, effects and holds as JSON objects: {@code {"type":"HoldApproved","at":"…",…}} with fields in snake_case, ids as
 * strings, maps keyed by names as objects, times in ISO 8601. Nulls and empty lists and objects are left out. Reading
 * gives back an equal record, or throws a {@link CodecException} for anything this program would not have written.
 */
public final class Codec {
    private static final Shape EVENT = Shape.of(Event.class);
    private static final Shape EFFECT = Shape.of(Effect.class);
    private static final Shape HOLD = Shape.of(Hold.class);

    private Codec() {}

    /** The event as it stands in the log. */
    public static Map<String, Object> event(Event event) {
        return object(EVENT.write(event));
    }

    /** The event with its place in the log in front, as people and programs are shown it. */
    public static Map<String, Object> event(long seq, Event event) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("seq", seq);
        object.put("at", event.at().toString());
        object.put("type", event.getClass().getSimpleName());
        object.putAll(event(event));
        return object;
    }

    /** The events as one body of the log, a list: the text of {@link #event(Event)} for each. */
    public static String text(List<Event> events) {
        return LogText.text(out -> {
            out.writeStartArray();
            for (Event event : events) {
                EVENT.write(event, out);
            }
            out.writeEndArray();
        });
    }

    /** The text of {@link #effect(Effect)}. */
    public static String text(Effect effect) {
        return LogText.text(out -> EFFECT.write(effect, out));
    }

    /** The text of {@link #hold(Hold)}. */
    public static String text(Hold hold) {
        return LogText.text(out -> HOLD.write(hold, out));
    }

    /** Reads {@link #event(Event)}. */
    public static Event event(Object json) {
        return (Event) EVENT.read(json, "event");
    }

    public static Map<String, Object> effect(Effect effect) {
        return object(EFFECT.write(effect));
    }

    /** Reads {@link #effect(Effect)}. */
    public static Effect effect(Object json) {
        return (Effect) EFFECT.read(json, "effect");
    }

    public static Map<String, Object> hold(Hold hold) {
        return object(HOLD.write(hold));
    }

    /** Reads {@link #hold(Hold)}. */
    public static Hold hold(Object json) {
        return (Hold) HOLD.read(json, "hold");
    }

    /** Any record of ours, of a concrete class, as an object. */
    public static Map<String, Object> record(Record value) {
        return object(Shape.of(value.getClass()).write(value));
    }

    /** Reads {@link #record}. */
    public static <T extends Record> T record(Class<T> type, Object json) {
        return type.cast(Shape.of(type).read(json, type.getSimpleName()));
    }

    private static Map<String, Object> object(Object json) {
        return dev.signalbox.dsl.value.Json.object(json);
    }
}
