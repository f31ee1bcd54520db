package dev.signalbox.cli.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.check.WorkspaceChecker;
import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.WorkspaceFolder;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.standin.StandIns;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples run to their ends offline: through approval, rejection and answer, with what is recorded in the workspace. */
class SampleFlowsTest {
    @BeforeAll
    static void recordWhenAsked() throws IOException {
        if (Boolean.getBoolean(RecordSamples.PROPERTY)) {
            RecordSamples.overwrite();
        }
    }

    @Test
    void theSamplesHaveNoFindings() {
        var loaded = WorkspaceFolder.load(new FileSources(Stage.FLOWS));
        assertEquals(List.of(), WorkspaceChecker.check(loaded).diagnostics());
        assertEquals(12, loaded.flows().size());
    }

    @Test
    void theirStandInsHaveNoFindings() throws IOException {
        for (String path : WorkspaceFolder.load(new FileSources(Stage.FLOWS))
                .workspace()
                .standIns()
                .values()) {
            assertEquals(List.of(), StandIns.check(path, Files.readString(Stage.FLOWS.resolve(path))));
        }
    }

    static List<Play> plays() {
        return Plays.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plays")
    void runsToItsEndWithWhatIsRecorded(Play play) throws IOException {
        ForwardClock clock = new ForwardClock();
        try (Engine engine = Stage.recorded(clock).build()) {
            Views.RunView end = Stage.play(engine, clock, play);

            assertEquals("succeeded", end.status(), () -> play + ": " + end);
            assertEquals(play.output(), end.output());
            assertEquals(play.path(), Stage.path(engine, end.id()));
            assertEquals(List.of(), end.holds());
        }
    }

    @Test
    void recordingAgainGivesTheSameFiles(@TempDir Path folder) throws IOException {
        Stage.record(folder);

        List<Path> recorded = RecordSamples.files(folder);
        List<Path> kept = RecordSamples.files(Stage.FLOWS.resolve("replies"));
        assertEquals(names(recorded), names(kept));
        for (int i = 0; i < kept.size(); i++) {
            assertEquals(
                    Files.readString(recorded.get(i)),
                    Files.readString(kept.get(i)),
                    kept.get(i).getFileName() + " is stale: record the samples again (see RecordSamples)");
        }
    }

    @Test
    void anApprovedRefundReachesTheShopOnceAndWithItsKey() throws Exception {
        ForwardClock clock = new ForwardClock();
        try (Engine engine = Stage.recorded(clock).build();
                HttpClient client = HttpClient.newHttpClient()) {
            Views.RunView end = Stage.play(engine, clock, Plays.all().getFirst());

            URI calls = URI.create(engine.standIns().get("SHOP_URL") + "/_calls");
            String body = client.send(HttpRequest.newBuilder(calls).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            List<Map<String, Object>> refunds = Json.list(JsonText.parse(body)).stream()
                    .map(Json::object)
                    .filter(call -> "/refunds".equals(call.get("path")))
                    .toList();
            assertEquals(1, refunds.size(), body);
            assertEquals(end.id() + "/pay_refund/1/", refunds.getFirst().get("key"));
            assertEquals(
                    Map.of("order", "O9", "amount", 900L), refunds.getFirst().get("body"));
        }
    }

    @Test
    void aRefundThatNobodyApprovedNeverReachesTheShop() throws Exception {
        Play refused = Plays.all().get(1);
        ForwardClock clock = new ForwardClock();
        try (Engine engine = Stage.recorded(clock).build();
                HttpClient client = HttpClient.newHttpClient()) {
            Stage.play(engine, clock, refused);

            URI calls = URI.create(engine.standIns().get("SHOP_URL") + "/_calls");
            String body = client.send(HttpRequest.newBuilder(calls).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            assertTrue(!body.contains("/refunds"), body);
        }
    }

    @Test
    void aQuestionThatNobodyRecordedGoesToAPerson() throws Exception {
        Object input = Map.of("ticket", Map.of("id", "T-9", "order_id", "O1", "message", "Something else entirely."));
        ForwardClock clock = new ForwardClock();
        try (Engine engine = Stage.recorded(clock).build()) {
            Views.RunView run = engine.start("refund-desk", input, null, Stage.SAM);
            Views.RunView held = engine.await(run.id(), Stage.PATIENCE);
            Views.HoldView hold = held.holds().getFirst();
            assertEquals("classify", hold.state());
            engine.decide(
                    hold.id(),
                    new Views.DecisionRequest("answer", hold.hash(), null, null, "status_inquiry", null),
                    Stage.SAM);
            Views.RunView end = engine.await(run.id(), Stage.PATIENCE);
            assertEquals(Map.of("reply", "Order O1 is shipped."), end.output());
        }
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(file -> file.getFileName().toString()).toList();
    }
}
