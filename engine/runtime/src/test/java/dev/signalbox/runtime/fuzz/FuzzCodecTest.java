package dev.signalbox.runtime.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Hold;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.codec.CodecException;
import dev.signalbox.runtime.codec.LogText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Whatever stands in a log: it is an event, an effect or a hold that comes back whole, or it is refused. */
class FuzzCodecTest {
    private static final String UNKNOWN = "a field that no version has";

    @FuzzTest
    void anyTextComesBackWholeOrIsRefused(byte[] data) throws Throwable {
        String text = new String(data, StandardCharsets.UTF_8);
        Effort.isBounded(() -> {
            Optional<Object> json = known(LogText::parse, text);
            if (json.isPresent()) {
                Object value = json.get();
                assertEquals(value, Json.of(value), "normalised");
                assertEquals(value, LogText.parse(LogText.write(value)));
                comesBack(value, Codec::event, (Event event) -> Codec.event(event));
                comesBack(value, Codec::effect, (Effect effect) -> Codec.effect(effect));
                comesBack(value, Codec::hold, (Hold hold) -> Codec.hold(hold));
            }
        });
    }

    /** What was read, or nothing when it was refused; any other exception than the refusal passes. */
    private static <A, B> Optional<B> known(Function<A, B> read, A from) {
        try {
            return Optional.of(read.apply(from));
        } catch (CodecException refused) {
            assertFalse(String.valueOf(refused.getMessage()).isBlank());
            return Optional.empty();
        }
    }

    private static <T> void comesBack(Object json, Function<Object, T> read, Function<T, Map<String, Object>> write) {
        Optional<T> first = known(read, json);
        if (first.isEmpty()) {
            return;
        }
        T record = first.get();
        Map<String, Object> written = write.apply(record);
        String text = LogText.write(written);
        T again = read.apply(LogText.parse(text));
        assertEquals(record, again);
        assertEquals(text, LogText.write(write.apply(again)), "the same bytes");
        Map<String, Object> more = new LinkedHashMap<>(written);
        more.put(UNKNOWN, 1L);
        assertThrows(CodecException.class, () -> read.apply(more));
        if (written.containsKey("type")) {
            more.remove(UNKNOWN);
            more.put("type", "OfANewerProgram");
            assertThrows(CodecException.class, () -> read.apply(more));
        }
    }
}
