package dev.signalbox.runtime.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.reply.Parsed;
import dev.signalbox.core.reply.ReplyParser;
import dev.signalbox.dsl.check.CheckedWorkspace;
import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.Workspace.Provider;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.LlmVerb;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.WorkspaceFolder;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is sent as a schema is what its provider enforces, by the rules written down in {@link StrictRules}; and a model that
 * is held to it cannot but give what the flow asked for.
 */
class StrictSchemasTest {
    private static final long FROM = Long.getLong("schemas.from", 1);
    private static final int MANY = Integer.getInteger("schemas.seeds", 4000);

    private static List<String> faults(Provider provider, SchemaProjection projection) {
        Map<String, Object> json = Json.object(projection.json());
        return provider == Provider.ANTHROPIC ? StrictRules.anthropic(json) : StrictRules.openAi(json);
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void no_schema_is_sent_that_the_provider_would_refuse(Provider provider) {
        int sent = 0;
        for (long seed = FROM; seed < FROM + MANY; seed++) {
            Map<String, Object> schema = new RandomSchemas(seed, true).schema();
            SchemaProjection projection = SchemaProjection.of(schema, provider);
            if (projection != null) {
                sent++;
                long told = seed;
                assertEquals(
                        List.of(),
                        faults(provider, projection),
                        () -> "-Dschemas.from=" + told + " " + JsonText.write(schema) + "\nas "
                                + JsonText.write(projection.json()));
            }
        }
        assertTrue(sent > MANY / 3, "only " + sent + " of " + MANY + " have a projection");
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void whatever_a_model_says_that_is_held_to_the_schema_fits_what_the_flow_asked_for(Provider provider) {
        int said = 0;
        for (long seed = FROM; seed < FROM + MANY; seed++) {
            RandomSchemas random = new RandomSchemas(seed, false);
            Map<String, Object> schema = random.schema();
            SchemaProjection projection = SchemaProjection.of(schema, provider);
            if (projection != null) {
                said++;
                String reply = JsonText.write(random.value(projection.json()));
                String meant = projection.unwrap(reply);
                long told = seed;
                assertInstanceOf(
                        Parsed.Value.class,
                        ReplyParser.parse(meant, schema),
                        () -> "-Dschemas.from=" + told + " " + JsonText.write(schema) + "\nas "
                                + JsonText.write(projection.json()) + "\nsaid " + reply + "\nmeant " + meant);
            }
        }
        assertTrue(said > MANY / 2, "only " + said + " of " + MANY + " have a projection");
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void the_sample_flows_ask_for_nothing_that_cannot_be_enforced(Provider provider) {
        Map<String, Object> asked = sampleSchemas();
        assertTrue(asked.size() >= 3, asked::toString);
        asked.forEach((where, schema) -> {
            SchemaProjection projection = SchemaProjection.of(schema, provider);
            assertNotNull(projection, where);
            assertEquals(List.of(), faults(provider, projection), where);
        });
    }

    private static Map<String, Object> sampleSchemas() {
        Path flows = Path.of("").toAbsolutePath();
        while (!Files.exists(flows.resolve("flows/signalbox.yaml"))) {
            flows = flows.getParent();
        }
        CheckedWorkspace checked =
                WorkspaceChecker.check(WorkspaceFolder.load(new FileSources(flows.resolve("flows"))));
        Map<String, Object> found = new LinkedHashMap<>();
        checked.flows()
                .forEach((name, flow) -> flow.flow().states().values().forEach(state -> {
                    for (LlmVerb llm : questions(state)) {
                        if (llm.output() != null) {
                            found.put(name + "/" + state.name(), llm.output().json());
                        }
                    }
                }));
        return found;
    }

    private static List<LlmVerb> questions(State state) {
        List<LlmVerb> found = new ArrayList<>();
        if (state.verb() instanceof LlmVerb llm) {
            found.add(llm);
        } else if (state.verb() instanceof EachVerb each && each.step().verb() instanceof LlmVerb llm) {
            found.add(llm);
        } else if (state.verb() instanceof ParallelVerb parallel) {
            parallel.branches().values().forEach(branch -> {
                if (branch.step().verb() instanceof LlmVerb llm) {
                    found.add(llm);
                }
            });
        }
        return found;
    }

    @Test
    void a_constant_that_stands_last_tells_the_members_of_a_union_apart_first() {
        SchemaProjection projection = SchemaProjection.of(JsonText.parse("""
                        {"oneOf":[
                         {"type":"object","required":["sum","kind"],"properties":{"sum":{"type":"number"},"kind":{"const":"pay"}}},
                         {"type":"object","required":["sum","kind"],"properties":{"sum":{"type":"number"},"kind":{"const":"ask"}}}]}"""), Provider.OPENAI);
        assertNotNull(projection);
        assertEquals(
                List.of(List.of("kind", "sum"), List.of("kind", "sum")),
                Json.list(Json.object(Json.object(Json.object(projection.json()).get("properties"))
                                        .get("value"))
                                .get("anyOf"))
                        .stream()
                        .map(member ->
                                List.copyOf(Json.object(Json.object(member).get("properties"))
                                        .keySet()))
                        .toList());
    }

    @Test
    void members_that_nothing_tells_apart_go_into_the_prompt() {
        Object schema = JsonText.parse("""
                {"anyOf":[{"type":"object","properties":{"a":{"type":"number"}}},
                          {"type":"object","properties":{"a":{"type":"string"}}}]}""");
        assertNull(SchemaProjection.of(schema, Provider.OPENAI));
        assertNotNull(SchemaProjection.of(schema, Provider.ANTHROPIC));
    }

    @Test
    void more_than_a_provider_takes_goes_into_the_prompt() {
        Map<String, Object> wide = new LinkedHashMap<>();
        for (int i = 0; i < 25; i++) {
            wide.put("f" + i, Map.of("type", "string"));
        }
        Object optional = Map.of("type", "object", "properties", wide);
        assertNotNull(SchemaProjection.of(optional, Provider.OPENAI));
        assertNull(SchemaProjection.of(optional, Provider.ANTHROPIC), "25 optional fields");

        Object deep = Map.of("type", "string");
        for (int i = 0; i < 11; i++) {
            deep = Map.of("type", "object", "properties", Map.of("in", deep), "required", List.of("in"));
        }
        assertNull(SchemaProjection.of(deep, Provider.OPENAI), "11 levels");
        assertNotNull(SchemaProjection.of(deep, Provider.ANTHROPIC));

        List<Object> words = new ArrayList<>();
        for (int i = 0; i < 1001; i++) {
            words.add("w" + i);
        }
        assertNull(SchemaProjection.of(Map.of("enum", words), Provider.OPENAI), "1001 members");
    }
}
