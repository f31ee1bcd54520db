package dev.signalbox.dsl.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {
    @Test
    void aliasesStandForWhatTheyNameAndABombIsRefused() throws Exception {
        String shared = """
                openapi: 3.0.3
                info: { title: Shop, version: "1" }
                x-ok: &ok { "204": { description: ok } }
                paths:
                  /a: { get: { operationId: a, responses: *ok } }
                  /b: { get: { operationId: b, responses: *ok, x-most: 18446744073709551615 } }
                """;
        OpenApiImport.Imported imported = OpenApiImport.of(
                OpenApiDocument.read("x.yaml", shared), new OpenApiImport.Wish(List.of(), null, null, "", Map.of()));
        assertEquals(Set.of("a", "b"), imported.actions().keySet());
        assertEquals(List.of(), imported.notes());
        StringBuilder bomb =
                new StringBuilder("openapi: 3.0.0\nx0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("x" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ", ").repeat(9) + "*a" + (i - 1) + "]\n");
        }
        for (Map.Entry<String, String> bad : Map.of(
                        bomb.toString(),
                        "more than 1000000 values and keys",
                        "openapi: 3.0.0\nx: &a [*a]\n",
                        "x.yaml:2:8: The alias `*a` names no value.",
                        "openapi: 3.0.0\nx: *a\n",
                        "names no value",
                        "openapi: 3.0.0\nx: &a {}\ny: { <<: *a }\n",
                        "A merge key",
                        "openapi: 3.0.0\nx: !!python/object:os.system {}\n",
                        "A tag")
                .entrySet()) {
            NotAnOpenApi refused =
                    assertThrows(NotAnOpenApi.class, () -> OpenApiDocument.read("x.yaml", bad.getKey()), bad.getKey());
            assertTrue(refused.sentence().contains(bad.getValue()), refused.sentence());
        }
    }
}
