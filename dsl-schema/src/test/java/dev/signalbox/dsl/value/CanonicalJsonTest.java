package dev.signalbox.dsl.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {
    @Test
    void theCommittedVectorsHaveTheirTextAndHash() throws Exception {
        try (var in = CanonicalJsonTest.class.getResourceAsStream("canonical-vectors.json")) {
            List<Object> vectors = Json.list(JsonText.parse(new String(in.readAllBytes(), "UTF-8")));
            for (Object entry : vectors) {
                Map<String, Object> vector = Json.object(entry);
                Object value = JsonText.parse((String) vector.get("json"));
                assertEquals(vector.get("canonical"), CanonicalJson.write(value));
                assertEquals(vector.get("sha256"), CanonicalJson.sha256(value));
            }
            assertEquals(12, vectors.size());
        }
    }

    // RFC 8785, appendix B, by the bits of the double.
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555555, 333333333.3333333",
        "becbf647612f3696, -0.0000033333333333333333"
    })
    void aDoubleIsWrittenAsEcmaScriptDoes(String bits, String text) {
        double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
        assertEquals(text, CanonicalJson.write(value));
    }

    @Test
    void anIntegerKeepsAllItsDigits() {
        assertEquals("9223372036854775807", CanonicalJson.write(Long.MAX_VALUE));
        assertEquals("9007199254740993", CanonicalJson.write(9007199254740993L));
    }

    @Test
    void nanAndForeignClassesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> CanonicalJson.write(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> CanonicalJson.write(1));
    }
}
