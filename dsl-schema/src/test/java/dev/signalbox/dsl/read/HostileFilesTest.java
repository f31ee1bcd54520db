package dev.signalbox.dsl.read;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.dsl.yaml.YamlNode;
import dev.signalbox.dsl.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No text makes a reader throw, whatever stands where. */
class HostileFilesTest {
    private static final List<Object> STRANGE = List.of("", "${", -1L, true, List.of(List.of()), Map.of("", ""));

    private static void read(String name, String text) {
        Sources none = Texts.sources(Map.of());
        if (name.contains("flow")) {
            ReadFlow read = FlowReader.read("f.flow.yaml", text, WorkspaceReader.empty(), none);
            assertTrue(read.flow() != null || read.hasErrors(), "no model, and nothing said why");
        } else if (name.contains("test")) {
            ReadFlow flow = FlowReader.read(
                    "f.flow.yaml", Texts.resource("refund-desk.flow.yaml"), WorkspaceReader.empty(), none);
            TestReader.read("f.test.yaml", text, Map.of("f.flow.yaml", flow), none);
        } else {
            WorkspaceReader.read(text, none);
        }
    }

    /** Every value with one part replaced by something strange. */
    private static List<Object> mutants(Object value) {
        List<Object> found = new ArrayList<>(STRANGE);
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, part) -> {
                for (Object mutant : mutants(part)) {
                    Map<Object, Object> copy = new LinkedHashMap<>(map);
                    copy.put(key, mutant);
                    found.add(copy);
                }
                Map<Object, Object> without = new LinkedHashMap<>(map);
                without.remove(key);
                found.add(without);
            });
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                for (Object mutant : mutants(list.get(i))) {
                    List<Object> copy = new ArrayList<>(list);
                    copy.set(i, mutant);
                    found.add(copy);
                }
            }
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {"everything.flow.yaml", "everything.signalbox.yaml", "everything.test.yaml"})
    void aStrangeValueAnywhereIsAFindingAndNeverAnException(String name) {
        YamlNode root = YamlReader.read(name, Texts.resource(name)).root();
        assertTrue(root != null);
        List<Object> mutants = mutants(root.json());
        // Every fifth: five is no divisor of the strange values' number, so each of them comes to each depth.
        for (int i = 0; i < mutants.size(); i += 5) {
            String text = JsonText.write(mutants.get(i));
            assertDoesNotThrow(() -> read(name, text), text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"everything.flow.yaml", "everything.signalbox.yaml", "everything.test.yaml"})
    void aTextWithCharactersLostOrSwappedIsAFindingAndNeverAnException(String name) {
        String text = Texts.resource(name);
        Random random = new Random(7);
        for (int i = 0; i < 150; i++) {
            StringBuilder broken = new StringBuilder(text);
            for (int j = 0; j < 3; j++) {
                int at = random.nextInt(broken.length());
                switch (random.nextInt(3)) {
                    case 0 -> broken.deleteCharAt(at);
                    case 1 -> broken.insert(at, "{}[]:,#&*!|>'\"%@`$\n\t ".charAt(random.nextInt(21)));
                    default -> broken.setLength(Math.max(1, at));
                }
            }
            assertDoesNotThrow(() -> read(name, broken.toString()), broken::toString);
        }
    }

    @Test
    void deepNestsAndBinaryAreOneFinding() {
        for (String text : List.of("[".repeat(100_000), "\u0000\uFFFD", "", "a: &a [*a, *a]")) {
            ReadFlow read = FlowReader.read("f.flow.yaml", text, WorkspaceReader.empty(), Texts.sources(Map.of()));
            assertTrue(read.diagnostics().size() == 1, read.diagnostics()::toString);
            assertFalse(read.diagnostics().getFirst().message().contains("Exception"));
        }
    }
}
