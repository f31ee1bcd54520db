package dev.signalbox.runtime.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.codec.CodecException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

class ViewJsonTest {
    private static final Views.RunSummary RUN = new Views.RunSummary(
            "r1",
            "pay",
            "1.0.0",
            null,
            "paused",
            "pay",
            "lead to approve",
            "sam",
            "2026-03-02T12:00:00Z",
            "2026-03-02T12:00:01Z",
            null,
            null,
            null,
            new Views.UsageView(1, 2, 3, 4, 0.25, 5));

    @Test
    void aViewIsWrittenInSnakeCaseWithoutNulls() {
        assertEquals(
                "{\"id\":\"r1\",\"flow\":\"pay\",\"version\":\"1.0.0\",\"status\":\"paused\",\"state\":\"pay\","
                        + "\"waiting_for\":\"lead to approve\",\"started_by\":\"sam\",\"started_at\":\"2026-03-02T12:00:00Z\","
                        + "\"updated_at\":\"2026-03-02T12:00:01Z\",\"usage\":{\"llm_calls\":1,\"input_tokens\":2,"
                        + "\"output_tokens\":3,\"cached_tokens\":4,\"cost_usd\":0.25,\"steps\":5}}",
                ViewJson.write(RUN));
    }

    @Test
    void aPageComesBackEqual() {
        Views.Page<Views.RunSummary> page = new Views.Page<>(List.of(RUN), "cursor");
        assertEquals(page, ViewJson.read(ViewJson.write(page), new TypeReference<Views.Page<Views.RunSummary>>() {}));
    }

    @Test
    void valuesComeBackAsTheEngineKeepsThem() {
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("camelCase", 5L);
        args.put("price", 5.0);
        args.put("nothing", Json.NULL);
        args.put("list", List.of(true, "text", Map.of("deep", Json.NULL)));
        Views.DecisionRequest request = new Views.DecisionRequest("answer", null, null, args, Json.NULL, null);
        Views.DecisionRequest read = ViewJson.read(ViewJson.write(request), Views.DecisionRequest.class);
        assertEquals(args, read.edit());
        assertEquals(null, read.note());
    }

    @Test
    void aFieldOfANewerServerIsSkippedAndNonsenseIsRefused() {
        Views.Change change = ViewJson.read(
                "{\"kind\":\"run\",\"run\":\"r1\",\"status\":\"paused\",\"new\":[1]}", Views.Change.class);
        assertEquals(new Views.Change("run", "r1", "paused"), change);
        assertThrows(CodecException.class, () -> ViewJson.read("[", Views.Change.class));
    }
}
