package dev.signalbox.dsl.openapi;

import static dev.signalbox.dsl.openapi.OneFile.sound;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.type.Schema;
import dev.signalbox.dsl.value.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What documents of large services do: each case is a habit of one of them, in a few lines. */
class OpenApiHabitsTest {
    private static OpenApiImport.Imported imported(String text, String... only) throws NotAnOpenApi {
        return OpenApiImport.of(
                OpenApiDocument.read("x.yaml", text), new OpenApiImport.Wish(List.of(only), null, null, "", Map.of()));
    }

    private static String document(String rest) {
        return "openapi: 3.0.3\ninfo: { title: Shop, version: '1' }\nservers: [{ url: 'https://shop.example' }]\n"
                + rest;
    }

    private static Action action(OpenApiImport.Imported imported, String name) throws NotAnOpenApi {
        return Objects.requireNonNull(sound(Landing.alone(imported)).actions().get(new ActionName(name)), name);
    }

    private static boolean fits(@Nullable Schema schema, String json) {
        return Objects.requireNonNull(schema).fit(JsonText.parse(json)) instanceof Schema.Fit.Fits;
    }

    private static String told(OpenApiImport.Imported imported) {
        return imported.notes().toString();
    }

    @Test
    void anAnswerThatLeadsToEverythingIsCarriedNearestFirst() throws Exception {
        StringBuilder schemas = new StringBuilder("components:\n  schemas:\n");
        for (int i = 0; i < 400; i++) {
            schemas.append("    S" + i + ": { type: object, properties: { n: { type: integer }");
            for (int to = 1; to <= 5; to++) {
                schemas.append(", to" + to + ": { $ref: '#/components/schemas/S" + (i * 5 + to) % 400 + "' }");
            }
            schemas.append(" } }\n");
        }
        OpenApiImport.Imported all = imported(document("""
                paths:
                  /s:
                    get:
                      operationId: s
                      responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/S0" } } } } }
                """ + schemas));
        assertTrue(told(all).contains("The schema of the answer has more than 600 keywords"), told(all));
        assertTrue(Landing.alone(all).length() < 20_000, "one action is a small part of a file");
        Schema answer = action(all, "s").returns();
        assertTrue(fits(answer, "{\"to1\":{\"to2\":{\"n\":1}}}"));
        assertFalse(fits(answer, "{\"to1\":{\"to2\":{\"n\":\"1\"}}}"), "what is near keeps its type");
        assertTrue(fits(answer, "{\"to5\":{\"to5\":{\"to5\":{\"to5\":{\"n\":\"1\"}}}}}"), "far off any value is taken");
    }

    @Test
    void whatIsLeftOutMakesASchemaTakeMoreAndNeverLess() throws Exception {
        OpenApiImport.Imported all = imported(document("""
                paths:
                  /a:
                    get:
                      operationId: a
                      responses:
                        "200":
                          description: ok
                          content:
                            application/json:
                              schema:
                                type: object
                                properties:
                                  when: { oneOf: [{ type: string, format: unix-time }, { type: string, maxLength: 3 }] }
                                  some: { not: { type: string, format: unix-time } }
                                  none: { not: { type: boolean } }
                                  much: { type: number, maximum: 1e40 }
                                  far: { not: { $ref: "other.yaml#/A" } }
                """));
        Schema answer = action(all, "a").returns();
        assertTrue(fits(answer, "{\"when\":\"1\",\"some\":\"x\",\"far\":1}"), "both forms of `when` are texts");
        assertFalse(fits(answer, "{\"none\":true}"));
        assertTrue(told(all).contains("The format `unix-time` is left out"), told(all));
        assertTrue(told(all).contains("`not` is left out: not all that it says"), told(all));
    }

    private static final String BODIES = """
            paths:
              /b:
                get:
                  operationId: read
                  requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: object, properties: {} } } } }
                  responses: { "200": { description: ok } }
                post:
                  operationId: say
                  requestBody: { content: { application/json: { schema: { type: object, required: [t], properties: { t: { type: string } } } } } }
                  responses: { "204": { description: ok } }
                put:
                  operationId: form
                  requestBody:
                    required: true
                    content:
                      application/x-www-form-urlencoded:
                        encoding: { expand: { style: deepObject, explode: true }, items: { style: deepObject, explode: true } }
                        schema:
                          type: object
                          required: [expand]
                          properties:
                            expand: { type: array, items: { type: string } }
                            events: { type: array, items: { type: string } }
                            items: { type: array, items: { type: object, properties: { price: { type: string } } } }
                  responses: { "204": { description: ok } }
            """;

    @Test
    void aBodyThatMayBeLeftOutIsAnArgumentThatMayBe() throws Exception {
        OpenApiImport.Imported all = imported(document(BODIES));
        assertEquals("[]", told(all));
        assertTrue(fits(action(all, "say").args(), "{}"));
        assertTrue(fits(action(all, "say").args(), "{\"body\":{\"t\":\"x\"}}"));
        assertTrue(Landing.alone(all).contains("body: \"${has(args.body) ? args.body : null}\""));
        assertFalse(fits(action(all, "read").args(), "{\"body\":{}}"), "a read has none");
    }

    @Test
    void aListOfAFormThatIsReadByBracketsIsCalledByItsBrackets() throws Exception {
        Action form = action(imported(document(BODIES)), "form");
        assertTrue(fits(
                form.args(), "{\"body\":{\"expand[]\":[\"a\"],\"events\":[\"b\"],\"items\":[{\"price\":\"p\"}]}}"));
        assertFalse(fits(form.args(), "{\"body\":{\"events\":[\"b\"]}}"), "it is still required");
    }

    @Test
    void listsInOneValueAreJoinedWhateverSingleValuesTheyHold() throws Exception {
        OpenApiImport.Imported all = imported(document("""
                paths:
                  /many/{ids}:
                    get:
                      operationId: many
                      parameters:
                        - { name: ids, in: path, required: true, schema: { type: array, items: { type: integer } } }
                        - { name: kind, in: query, required: true, explode: false, schema: { type: array, items: { enum: [a, b] } } }
                        - { name: X-Hints, in: header, schema: { type: array, items: { type: string } } }
                        - { name: X-Maybe, in: header, schema: { type: string, nullable: true } }
                        - { name: created, in: query, style: deepObject, explode: true, schema: { anyOf: [{ type: integer }, { type: object, properties: { gte: { type: integer } } }] } }
                        - { name: expand, in: query, style: deepObject, explode: true, schema: { type: array, items: { type: string } } }
                        - { name: free, in: query, schema: { type: object } }
                        - { name: "$top", in: query, schema: { type: integer } }
                        - { name: true, in: query, schema: { type: integer } }
                      responses: { "204": { description: ok } }
                """));
        String text = Landing.alone(all);
        sound(text);
        assertTrue(text.contains("/many/${args.ids.map(one, string(one)).join(\\\",\\\")}"), text);
        assertTrue(text.contains("kind: \"${args.kind.map(one, string(one)).join(\\\",\\\")}\""), text);
        assertTrue(text.contains("X-Hints: \"${has(args.X_Hints) ? args.X_Hints.join(\\\",\\\") : null}\""), text);
        assertTrue(text.contains("X-Maybe:") && text.contains("created: \"${has(args.created)"), text);
        assertTrue(text.contains("\"expand[]\": \"${has(args.expand) ? args.expand : null}\""), text);
        assertTrue(text.contains("$top: \"${has(args.top) ? args.top : null}\""), text);
        assertEquals(2, all.notes().size(), told(all));
        assertTrue(told(all).contains("the query parameter that has no text for its name"), told(all));
        assertTrue(told(all).contains("the query parameter free: an object cannot be sent in a query"), told(all));
    }

    @Test
    void ofSeveralWaysToSignInAKeyGoesBeforeATokenAndAPassword() throws Exception {
        OpenApiImport.Imported all = imported(document("""
                security: [{}, { basic: [] }, { oauth: [] }, { key: [] }]
                paths: { /a: { get: { operationId: a, responses: { "204": { description: ok } } } } }
                components:
                  securitySchemes:
                    basic: { type: http, scheme: basic }
                    oauth: { type: oauth2, flows: {} }
                    key: { type: apiKey, in: header, name: X-Key }
                """));
        assertTrue(Landing.alone(all).contains("headers: { X-Key: \"${secret.SHOP_KEY}\" }"), Landing.alone(all));
        assertTrue(told(all).contains("Another way to sign in is left out: basic."), told(all));
    }

    @Test
    void whereTheDocumentNamesNoWayToSignInTheUserMay() throws Exception {
        OpenApiDocument document = OpenApiDocument.read("x.yaml", document(TWINS));
        String text = Landing.alone(
                OpenApiImport.of(document, new OpenApiImport.Wish(List.of("again"), null, "MY_TOKEN", "", Map.of())));
        assertEquals(
                List.of("shop.example"),
                Objects.requireNonNull(sound(text).secrets().get("MY_TOKEN")).hosts());
        assertTrue(text.contains("headers: { Authorization: \"Bearer ${secret.MY_TOKEN}\" }"), text);
    }

    private static final String TWINS = """
            paths:
              /a: { get: { operationId: list, tags: [one], responses: { "204": { description: ok } } } }
              /b: { get: { operationId: list, tags: [two], responses: { "204": { description: ok } } } }
              "/b#again": { post: { operationId: again, responses: { "204": { description: ok } } } }
            """;

    @Test
    void anOperationHasItsNameWhateverElseIsWanted() throws Exception {
        assertEquals(List.of("list", "list_2", "again"), names(imported(document(TWINS))));
        assertEquals(List.of("list_2"), names(imported(document(TWINS), "two")));
        assertTrue(Landing.alone(imported(document(TWINS), "again")).contains("${env.SHOP_URL}/b\""));
    }

    private static List<String> names(OpenApiImport.Imported imported) {
        return new ArrayList<>(imported.actions().keySet());
    }

    @Test
    void anActionThatCallsSomethingElseStaysAndIsTold() throws Exception {
        String mine =
                "signalbox: 1\nactions: { list: { http: { method: GET, url: 'https://mine.example/things' } } }\n";
        OpenApiDocument document = OpenApiDocument.read("x.yaml", document(TWINS));
        OpenApiImport.Imported all =
                OpenApiImport.of(document, new OpenApiImport.Wish(List.of(), null, null, "", Landing.there(mine)));
        assertEquals(List.of("list_2", "again"), names(all));
        assertTrue(told(all).contains("The action `list` that is there calls something else"), told(all));
        assertEquals(
                List.of("shop_list", "shop_list_2", "shop_again"),
                names(OpenApiImport.of(
                        document, new OpenApiImport.Wish(List.of(), null, null, "shop_", Landing.there(mine)))));
        String once = Landing.alone(imported(document(TWINS)));
        OpenApiImport.Imported again = OpenApiImport.of(
                document, new OpenApiImport.Wish(List.of(), "OTHER_URL", null, "", Landing.there(once)));
        assertEquals(List.of(), names(again));
        assertFalse(told(again).contains("calls something else"), "an address of another name is the same operation");
    }

    @Test
    void methodsPathsAndStarsChooseToo() throws Exception {
        assertEquals(List.of("list", "list_2"), names(imported(document(TWINS), "GET")));
        assertEquals(List.of("list_2"), names(imported(document(TWINS), "/b")));
        assertEquals(List.of("list_2", "again"), names(imported(document(TWINS), "/b*")));
        assertEquals(List.of("again"), names(imported(document(TWINS), "POST /*")));
        NotAnOpenApi none = assertThrows(NotAnOpenApi.class, () -> imported(document(TWINS), "DELETE /*"));
        assertTrue(none.sentence().contains("no operation, path and tag called DELETE /*"), none.sentence());
    }

    @Test
    void tooMuchForOneFileSaysHowToTakeLess() throws Exception {
        StringBuilder paths = new StringBuilder("paths:\n");
        for (int i = 0; i < 2_000; i++) {
            paths.append("  /p" + i + ": { get: { operationId: p" + i + ", tags: [t" + i % 2
                    + "], responses: { \"204\": { description: ok } } } }\n");
        }
        OpenApiImport.Imported all = imported(document(paths.toString()));
        NotAnOpenApi much = assertThrows(NotAnOpenApi.class, () -> Landing.into("signalbox: 1\n", all));
        assertTrue(
                much.sentence().startsWith("The 2000 actions are more than one signalbox.yaml holds"), much.sentence());
        assertTrue(much.sentence().endsWith("The tags with most: t0 (1000), t1 (1000)."), much.sentence());
        OpenApiImport.Imported untagged = imported(
                document(paths.toString().replaceAll("tags: \\[t.\\], ", "").replace("/p1", "/v1/p1/")));
        much = assertThrows(NotAnOpenApi.class, () -> Landing.alone(untagged));
        assertTrue(much.sentence().contains("The paths with most: /v1/p1* (1111), /p0* (1)"), much.sentence());
    }

    @Test
    void aServerOfAPathCountsWhereTheDocumentHasNone() throws Exception {
        OpenApiImport.Imported all = imported("""
                openapi: 3.2.0
                info: { title: Shop, version: '1' }
                paths:
                  /a:
                    servers: [{ url: "//shop.example" }]
                    get: { operationId: a, responses: { "204": { description: ok } } }
                    query: { responses: { "204": { description: ok } } }
                  /b:
                    servers: [{ url: "https://files.example" }]
                    get: { operationId: b, responses: { "204": { description: ok } } }
                """);
        assertEquals("https://shop.example", all.server());
        assertTrue(told(all).contains("A server of its own, https://files.example, is left out"), told(all));
        assertTrue(told(all).contains("an action does not send QUERY"), told(all));
        assertEquals(2, all.notes().size(), told(all));
    }

    @Test
    void aDescriptionInHtmlIsReadAsWords() throws Exception {
        String text = Landing.alone(imported(document("""
                paths:
                  /a: { get: { operationId: a, description: "<p>One <a href='x'>thing</a> by its <id>,\n 3 < 4.</p>", responses: {} } }
                """)));
        assertTrue(text.contains("description: \"One thing by its <id>, 3 < 4.\""), text);
    }

    @Test
    void whatIsNoOperationAndWhatNestsWithoutEndIsTold() throws Exception {
        OpenApiImport.Imported all =
                imported("{ \"openapi\": \"3.0.0\", \"info\": { \"title\": \"Größe\" }, \"paths\": { \"/l\": [1],"
                        + " \"/o\": { \"get\": [1] }, \"/d\": { \"get\": { \"operationId\": \"deep\", \"responses\": { \"200\": { \"content\": {"
                        + " \"application/json\": { \"schema\": "
                        + "{\"type\":\"array\",\"items\":".repeat(60)
                        + "{}"
                        + "}".repeat(60)
                        + " } } } } } } } }");
        assertEquals(List.of("deep"), names(all));
        assertEquals("GROSSE_URL", all.env());
        assertTrue(fits(action(all, "deep").returns(), "[[[]]]"));
        assertTrue(told(all).contains("This is no path with operations"), told(all));
        assertTrue(told(all).contains("This is no operation"), told(all));
        assertTrue(told(all).contains("nests deeper than 18 levels"), told(all));
    }

    @Test
    void aTextOfTheDocumentIsNoExpression() throws Exception {
        String text = Landing.alone(imported(document("""
                security: [{ key: [] }]
                paths:
                  /a:
                    post:
                      operationId: a
                      description: "${secret.OTHER}"
                      requestBody: { required: true, content: { "text/plain; a=${secret.OTHER}": { schema: { type: string } } } }
                      responses: { "204": { description: ok } }
                components: { securitySchemes: { key: { type: apiKey, in: cookie, name: "a=${secret.OTHER}; b" } } }
                """)));
        assertEquals(List.of("SHOP_KEY"), List.copyOf(sound(text).secrets().keySet()));
        assertTrue(text.contains("Cookie: \"a=$${secret.OTHER}; b=${secret.SHOP_KEY}\""), text);
        assertTrue(text.contains("a=$${secret.OTHER}\""), text);
    }

    @Test
    void everyOperationIsOfferedWithWhatHindersIt() throws Exception {
        OpenApiImport.Imported all = imported(document("""
                paths:
                  /f: { post: { operationId: up, requestBody: { required: true, content: { multipart/form-data: {} } }, responses: {} } }
                  /g: { get: { tags: [g], responses: {} } }
                """));
        assertEquals(
                List.of(
                        new OpenApiImport.Offer(
                                "up",
                                "POST /f",
                                List.of(),
                                false,
                                "it needs a body of multipart/form-data, which an action does not send"),
                        new OpenApiImport.Offer("get_g", "GET /g", List.of("g"), true, "")),
                all.offers());
    }
}
