package dev.signalbox.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.Actor;
import dev.signalbox.core.command.ModelOutcome;
import dev.signalbox.core.effect.Effect;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import dev.signalbox.runtime.api.Views;
import dev.signalbox.runtime.dispatch.Bounds;
import dev.signalbox.runtime.port.ModelPort;
import dev.signalbox.testkit.VirtualClock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the bytes of pictures are while a run is asked about them, tried again, cut off, and forgotten. */
class PicturesOnSqliteTest {
    private static final Actor SAM = new Actor("sam", Set.of(), "java", true, true);
    private static final byte[] SCAN = png(1);
    private static final byte[] PLAN = png(2);
    private static final String SCAN_TEXT = Base64.getEncoder().encodeToString(SCAN);
    private static final String PLAN_TEXT = Base64.getEncoder().encodeToString(PLAN);

    @TempDir
    Path folder = Path.of("");

    /** A header, and noise behind it that makes it longer than what stands in a log. */
    private static byte[] png(int seed) {
        byte[] noise = new byte[60_000];
        new Random(seed).nextBytes(noise);
        ByteBuffer bytes = ByteBuffer.allocate(40 + noise.length);
        bytes.put("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR".getBytes(StandardCharsets.ISO_8859_1));
        bytes.putInt(64).putInt(48).putLong(seed).putInt(0);
        return bytes.put(noise).array();
    }

    @BeforeEach
    void writeTheWorkspace() throws Exception {
        Files.writeString(folder.resolve("signalbox.yaml"), """
                signalbox: 1
                models: { eyes: { provider: recorded, window: 16000, takes: [image] } }
                retention: { payloads: 90d }
                """);
        Files.write(folder.resolve("plan.png"), PLAN);
        Files.writeString(folder.resolve("look.flow.yaml"), """
                signalbox: 1
                flow: look
                version: 1.0.0
                limits: { steps: 10, llm_calls: 9, tokens: 90000, cost_usd: 1, duration: 1h }
                input: { type: object, required: [scan], properties: { scan: { type: string, maxLength: 200000 } } }
                data: { seen: { type: string, maxLength: 100 } }
                otherwise: { failed: broken, invalid: broken }
                start: look
                states:
                  look:
                    llm:
                      model: eyes
                      prompt: Is the scan on the plan?
                      context:
                        load:
                          - { name: plan, file: plan.png, as: image, stable: true }
                          - { name: scan, from: input.scan, as: image, required: true }
                    save: seen
                    retry: { max: 2, backoff: 1s..1s }
                    next: done
                  done: { end: succeeded }
                  broken: { end: failed, error: It broke. }
                """);
    }

    private Engine engine(VirtualClock clock, ModelPort models) {
        return Signalbox.builder()
                .workspace(folder)
                .store(new SqliteDatabase(database()).open())
                .clock(clock)
                .models(models)
                .bounds(Bounds.DEFAULT.withDrain(Duration.ofMillis(100)))
                .build();
    }

    private Path database() {
        return folder.resolve("runs.db");
    }

    private long number(String sql) throws Exception {
        return new SqliteDatabase(database()).number(sql);
    }

    /** Its middle: what tells its bytes from any other's. */
    private static String part(String text) {
        return text.substring(20_000, 20_200);
    }

    private long rows(String table, String text) throws Exception {
        return number("SELECT count(*) FROM " + table + " WHERE body LIKE '%" + part(text) + "%'");
    }

    private static Set<String> given(Effect.ModelCall call) {
        return call.media().values().stream().collect(Collectors.toSet());
    }

    private static String requests(Engine engine, String run) {
        return engine.events(run, 0).stream()
                .filter(event -> "ModelRequested".equals(event.get("type")))
                .toList()
                .toString();
    }

    @Test
    void theBytesAreKeptOnceHoweverOftenAModelIsAsked() throws Exception {
        VirtualClock clock = new VirtualClock();
        BlockingQueue<Effect.ModelCall> asked = new LinkedBlockingQueue<>();
        ModelPort model = (call, of) -> {
            asked.add(call);
            return asked.size() < 3
                    ? new ModelOutcome.Failed("timeout", "nothing came", null)
                    : new ModelOutcome.Replied("yes", "eyes", 1000, 2, 0, 0);
        };
        try (Engine engine = engine(clock, model)) {
            Views.RunView run = engine.start("look", Map.of("scan", SCAN_TEXT), null, SAM);
            for (int i = 0; i < 2; i++) {
                engine.await(run.id(), Duration.ofSeconds(30));
                clock.advance(Duration.ofSeconds(5));
            }
            Views.RunView ended = engine.await(run.id(), Duration.ofSeconds(30));
            assertEquals("succeeded", ended.status(), ended::toString);
            assertEquals(3, asked.size());
            asked.forEach(call -> assertEquals(Set.of(SCAN_TEXT, PLAN_TEXT), given(call)));

            String requests = requests(engine, run.id());
            assertTrue(requests.contains("image/png, 64 × 48, 60040 bytes, sha256 "), requests);
            assertFalse(requests.contains(part(SCAN_TEXT)) || requests.contains(part(PLAN_TEXT)));
            assertEquals(1, rows("blob", SCAN_TEXT), "the input's own");
            assertEquals(0, rows("blob", PLAN_TEXT));
            assertEquals(1, number("SELECT count(*) FROM bundle WHERE body LIKE '%" + part(PLAN_TEXT) + "%'"));
            assertEquals(1, number("SELECT count(*) FROM blob"));
            assertTrue(number("SELECT sum(length(body)) FROM commit_log") < 20_000);

            forgotten(clock, engine, run);
        }
    }

    private void forgotten(VirtualClock clock, Engine engine, Views.RunView run) throws Exception {
        String before = requests(engine, run.id());
        BlockingQueue<Views.Change> changes = new LinkedBlockingQueue<>();
        try (AutoCloseable watching = engine.watch(changes::add)) {
            assertTrue(watching != null);
            clock.advance(Duration.ofDays(91));
            while (requests(engine, run.id()).equals(before)) {
                assertTrue(changes.poll(30, TimeUnit.SECONDS) != null, run.id());
            }
        }
        assertEquals(0, number("SELECT count(*) FROM blob") + number("SELECT count(*) FROM blob_use"));
        String left = requests(engine, run.id());
        assertFalse(left.contains("64 × 48"), left);
        assertTrue(left.contains("sha256="), "hashes stay");
    }

    @Test
    void aChangedPictureServesTheNextRun() throws Exception {
        BlockingQueue<Effect.ModelCall> asked = new LinkedBlockingQueue<>();
        try (Engine engine = engine(new VirtualClock(), (call, of) -> {
            asked.add(call);
            return new ModelOutcome.Replied("yes", "eyes", 1000, 2, 0, 0);
        })) {
            byte[] changed = Arrays.copyOf(PLAN, PLAN.length - 7);
            for (byte[] plan : List.of(PLAN, changed)) {
                Files.write(folder.resolve("plan.png"), plan);
                String id = engine.start("look", Map.of("scan", SCAN_TEXT), null, SAM)
                        .id();
                assertEquals(
                        "succeeded", engine.await(id, Duration.ofSeconds(30)).status());
                assertEquals(
                        Set.of(SCAN_TEXT, Base64.getEncoder().encodeToString(plan)),
                        given(Objects.requireNonNull(asked.poll())));
            }
        }
        assertEquals(2, number("SELECT count(*) FROM bundle"));
    }

    @Test
    void aCallThatWasCutOffIsMadeAgainWithItsBytes() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        String id;
        try (Engine engine = engine(new VirtualClock(), (call, of) -> {
            reached.countDown();
            new CountDownLatch(1).await();
            throw new IllegalStateException("never");
        })) {
            id = engine.start("look", Map.of("scan", "data:image/png;base64," + SCAN_TEXT), null, SAM)
                    .id();
            assertTrue(reached.await(30, TimeUnit.SECONDS));
        }
        assertEquals(1, rows("blob", SCAN_TEXT), "the effect refers to the text that the input is");
        BlockingQueue<Effect.ModelCall> asked = new LinkedBlockingQueue<>();
        try (Engine engine = engine(new VirtualClock(), (call, of) -> {
            asked.add(call);
            return new ModelOutcome.Replied("yes", "eyes", 1000, 2, 0, 0);
        })) {
            assertEquals("succeeded", engine.await(id, Duration.ofSeconds(30)).status());
        }
        assertEquals(
                List.of(Set.of("data:image/png;base64," + SCAN_TEXT, PLAN_TEXT)),
                asked.stream().map(PicturesOnSqliteTest::given).toList());
    }
}
