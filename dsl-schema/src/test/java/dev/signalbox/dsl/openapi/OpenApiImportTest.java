package dev.signalbox.dsl.openapi;

import static dev.signalbox.dsl.openapi.OneFile.sound;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.format.Formatter;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.model.Workspace;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenApiImportTest {
    private static String resource(String name) throws IOException {
        try (InputStream in = OpenApiImportTest.class.getResourceAsStream("/openapi/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static OpenApiImport.Imported imported(String name, String... only) throws Exception {
        return OpenApiImport.of(
                OpenApiDocument.read(name, resource(name)),
                new OpenApiImport.Wish(List.of(only), null, null, "", Map.of()));
    }

    private static Action action(Workspace workspace, String name) {
        return Objects.requireNonNull(workspace.actions().get(new ActionName(name)), name);
    }

    private static boolean told(OpenApiImport.Imported imported, String where, String words) {
        return imported.notes().stream()
                .anyMatch(note -> note.where().contains(where) && note.message().contains(words));
    }

    private static boolean fits(Schema schema, String json) {
        return schema.fit(JsonText.parse(json)) instanceof Schema.Fit.Fits;
    }

    @ParameterizedTest
    @ValueSource(strings = {"petstore-3.0.yaml", "tickets-3.1.json", "circle-3.0.yaml"})
    void whatIsWrittenPassesEveryRuleAndIsInForm(String name) throws Exception {
        String text = Landing.alone(imported(name));
        sound(text);
        assertEquals(new Formatter.Result.Formatted(text), Formatter.format("", text, Formatter.Kind.WORKSPACE));
    }

    @Test
    void aReadIsAReadAndAnythingElseAWriteOfHighRisk() throws Exception {
        Workspace workspace = sound(Landing.alone(imported("petstore-3.0.yaml")));
        assertEquals(Action.Effect.READ, action(workspace, "listPets").effect());
        assertEquals(Action.Effect.WRITE, action(workspace, "createPets").effect());
        assertTrue(action(workspace, "createPets").risk() instanceof dev.signalbox.dsl.model.Risk.High);
        assertEquals(
                Action.Delivery.AT_MOST_ONCE, action(workspace, "createPets").delivery());
    }

    @Test
    void whatIsSentHasNoReadOnlyFieldAndWhatComesBackNoWriteOnlyOne() throws Exception {
        Workspace pets = sound(Landing.alone(imported("petstore-3.0.yaml")));
        Schema sent = action(pets, "createPets").args();
        assertTrue(fits(sent, "{\"body\":{\"name\":\"Rex\",\"mother\":{\"name\":\"Ann\"}}}"));
        assertFalse(fits(sent, "{\"body\":{\"mother\":{\"name\":\"Ann\"}}}"));
        assertFalse(fits(sent, "{\"body\":{\"name\":\"Rex\",\"weight\":0}}"), "the bound is exclusive");
        assertTrue(fits(sent, "{\"body\":{\"name\":\"Rex\",\"tag\":null}}"), "nullable");
        Schema back = Objects.requireNonNull(action(pets, "showPetById").returns());
        assertFalse(fits(back, "{\"name\":\"Rex\"}"), "the id comes back");
        String tickets = Landing.alone(imported("tickets-3.1.json", "tickets.get"));
        assertFalse(tickets.contains("password"), tickets);
    }

    @Test
    void everyThingThatIsLeftOutIsToldWithItsPlace() throws Exception {
        OpenApiImport.Imported pets = imported("petstore-3.0.yaml");
        assertTrue(
                told(pets, "petstore-3.0.yaml:19:", "cookie parameter session"),
                pets.notes().toString());
        assertTrue(told(
                pets, "petstore-3.0.yaml:45:", "uploadPhoto) is left out: it needs a body of multipart/form-data"));
        assertTrue(told(pets, "", "does not send OPTIONS"));
        assertTrue(told(pets, "", "never as application/xml"));
        assertTrue(told(pets, "", "Another way to sign in is left out: petstore_auth"));
        assertTrue(told(pets, "", "Another server, https://staging.example.com/v1"));
        OpenApiImport.Imported tickets = imported("tickets-3.1.json");
        String pointer = "tickets-3.1.json#/components/schemas/Ticket/";
        assertTrue(
                told(tickets, pointer + "properties/note/format", "The format `markdown` is left out"),
                tickets.notes().toString());
        assertTrue(told(tickets, pointer + "unevaluatedProperties", "is left out"));
        assertTrue(told(tickets, "discriminator", "The discriminator is left out"));
        assertTrue(told(tickets, "#/paths/~1search/post/callbacks", "Callbacks are left out"));
        assertTrue(told(tickets, "", "`https://elsewhere.example/schemas.json#/Ticket` leads to another document"));
        assertTrue(told(tickets, "pattern", "`pattern` is left out"));
        assertTrue(told(tickets, "#/webhooks", "Webhooks are left out"));
    }

    @Test
    void namesThatTheLanguageCannotSayBecomeOnesThatItCan() throws Exception {
        String text = Landing.alone(imported("tickets-3.1.json"));
        assertTrue(text.contains("tickets_get:"), text);
        assertTrue(text.contains("post_search:"), text);
        assertTrue(text.contains("${env.TICKET_URL}/tickets/${args.ticket_id}"), text);
        assertTrue(text.contains("in: \"${args.p_in}\""), text);
        assertTrue(text.contains("fields: \"${has(args.fields) ? args.fields.join(\\\",\\\") : null}\""), text);
        assertTrue(text.contains("X-Trace: \"${has(args.X_Trace) ? args.X_Trace : null}\""), text);
        assertTrue(text.contains("Content-Type: application/x-www-form-urlencoded"), text);
    }

    @Test
    void aKeyThatTheServerTakesMakesACallRepeatable() throws Exception {
        Workspace workspace = sound(Landing.alone(imported("tickets-3.1.json")));
        assertEquals(
                Action.Delivery.IDEMPOTENT, action(workspace, "tickets_put").delivery());
    }

    @Test
    void secretsStandByNameBoundToTheServersHost() throws Exception {
        OpenApiImport.Imported tickets = imported("tickets-3.1.json");
        assertEquals("https://eu.tickets.example/api", tickets.server());
        Workspace workspace = sound(Landing.alone(tickets));
        assertEquals(
                List.of("eu.tickets.example"),
                Objects.requireNonNull(workspace.secrets().get("TICKET_TOKEN")).hosts());
        assertEquals(List.of(), workspace.httpAllow(), "what may be reached is for the deployment to say");
    }

    @Test
    void circlesStayCirclesAndReferencesToNowhereAreTold() throws Exception {
        OpenApiImport.Imported circle = imported("circle-3.0.yaml");
        assertEquals(Set.of("addNode"), circle.actions().keySet());
        assertTrue(
                told(circle, "circle-3.0.yaml:12:", "turn) is left out: a parameter's reference leads nowhere")
                        || told(
                                circle,
                                "circle-3.0.yaml:13:",
                                "turn) is left out: a parameter's reference leads nowhere"),
                circle.notes().toString());
        assertTrue(
                told(circle, "circle-3.0.yaml:15:", "leads nowhere"),
                circle.notes().toString());
        Workspace workspace = sound(Landing.alone(circle));
        Schema back = Objects.requireNonNull(action(workspace, "addNode").returns());
        assertTrue(fits(back, "{\"right\":{\"left\":{\"right\":null}}}"));
        assertFalse(fits(back, "{\"right\":{\"left\":{\"right\":1}}}"));
    }

    @Test
    void onlyWhatIsWantedIsTakenByIdTagOrPath() throws Exception {
        assertEquals(
                Set.of("listPets"),
                imported("petstore-3.0.yaml", "listPets").actions().keySet());
        assertEquals(
                Set.of("listPets"),
                imported("petstore-3.0.yaml", "GET /pets").actions().keySet());
        assertEquals(3, imported("petstore-3.0.yaml", "pets").actions().size());
        NotAnOpenApi unknown = assertThrows(NotAnOpenApi.class, () -> imported("petstore-3.0.yaml", "listPats"));
        assertTrue(unknown.sentence().contains("Did you mean listPets?"), unknown.sentence());
    }

    @Test
    void whatIsThereStaysAsItIsAndASecondImportChangesNothing() throws Exception {
        String before = Landing.alone(imported("petstore-3.0.yaml", "listPets"));
        OpenApiDocument document = OpenApiDocument.read("p.yaml", resource("petstore-3.0.yaml"));
        OpenApiImport.Imported again =
                OpenApiImport.of(document, new OpenApiImport.Wish(List.of(), null, null, "", Landing.there(before)));
        assertEquals(Set.of("listPets"), again.there());
        String after = Landing.into(before, again);
        assertEquals(Set.of("listPets", "createPets", "showPetById"), names(after));
        assertTrue(
                after.contains(before.substring(before.indexOf("  listPets:")).strip()), after);
        OpenApiImport.Imported nothing =
                OpenApiImport.of(document, new OpenApiImport.Wish(List.of(), null, null, "", Landing.there(after)));
        assertEquals(after, Landing.into(after, nothing));
    }

    private static Set<String> names(String text) {
        return Set.copyOf(
                sound(text).actions().keySet().stream().map(ActionName::value).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "signalbox: 1\n",
                "signalbox: 1",
                "signalbox: 1\nactions: {}\nenv: []\nsecrets: {}\n",
                "signalbox: 1\nenv: [A, B]   # a remark\nactions:\n  # mine\n  say: { echo: {} }   # says it\n# the end\n",
                "signalbox: 1\nenv:\n- A\n- B\nactions:\n      say:\n            echo: {}\ngroups: [x]\n",
                "signalbox: 1\nactions: { say: { echo: {} } }\nsecrets:\n  K: {}\n",
                "signalbox: 1\r\nactions:\r\n  say: { echo: {} }\r\ngroups: [x]\r\n",
            })
    void aFileInAnyShapeKeepsWhatItSaysAndItsRemarks(String before) throws Exception {
        String after = Landing.into(before, imported("petstore-3.0.yaml", "createPets"));
        assertTrue(names(after).contains("createPets"), after);
        before.lines()
                .filter(line -> line.contains("#"))
                .forEach(line -> assertTrue(after.contains(line.substring(line.indexOf('#'))), after));
    }

    @Test
    void aTextThatIsNoSuchDocumentIsRefusedWithWhy() {
        for (Map.Entry<String, String> bad : Map.of(
                        "swagger: \"2.0\"\n", "`npx swagger2openapi --outfile openapi.json x`",
                        "openapi: 4.0.0\n", "3.0, 3.1 and 3.2 are read",
                        "a: 1\n", "no key `openapi`",
                        "- 1\n", "not an object",
                        "{\"openapi\": ", "no JSON",
                        "openapi: 3.0.0\nopenapi: 3.0.0\n", "x:2:1",
                        "openapi: 3.0.0\nx: !a 1\n", "x:2:4")
                .entrySet()) {
            NotAnOpenApi refused =
                    assertThrows(NotAnOpenApi.class, () -> OpenApiDocument.read("x", bad.getKey()), bad.getKey());
            assertTrue(refused.sentence().contains(bad.getValue()), refused.sentence());
        }
    }
}
