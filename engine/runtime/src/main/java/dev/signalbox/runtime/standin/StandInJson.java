package dev.signalbox.runtime.standin;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.value.JsonTextException;

/** A request's body as a value, and an answer's value as text. */
final class StandInJson {
    private StandInJson() {}

    /** JSON where it is JSON, else the text itself; nothing is null. */
    static Object read(String text) {
        if (text.isBlank()) {
            return Json.NULL;
        }
        try {
            return JsonText.parse(text);
        } catch (JsonTextException e) {
            return text;
        }
    }

    static String write(Object value) {
        return JsonText.write(value);
    }
}
