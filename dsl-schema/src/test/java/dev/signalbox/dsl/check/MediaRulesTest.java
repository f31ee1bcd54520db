package dev.signalbox.dsl.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.bundle.Bundle;
import dev.signalbox.dsl.bundle.BundleOpener;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.LoadedWorkspace;
import dev.signalbox.dsl.read.ReadFlow;
import dev.signalbox.dsl.read.WorkspaceFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaRulesTest {
    /** A picture of one pixel. */
    static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

    private static final String FLOW = """
            signalbox: 1
            flow: desk
            version: 1.0.0
            input:
              type: object
              required: [receipt, lines]
              properties:
                receipt: { type: string, contentEncoding: base64, contentMediaType: image/png }
                lines: { type: array, maxItems: 9, items: { type: string, maxLength: 9 } }
            data: { paid: { type: number } }
            limits: { steps: 5, llm_calls: 2, tokens: 9000, cost_usd: 0.05, duration: 1h }
            start: look
            states:
              look:
                llm:
                  model: eyes
                  prompt: What was paid?
                  context:
                    budget: 2000
                    load: [ { name: receipt, from: input.receipt, as: image } ]
                save: paid
                otherwise: { failed: lost, invalid: lost }
                next: done
              done: { end: succeeded, output: { paid: "${paid}" } }
              lost: { end: failed, error: Nothing was read. }
            """;

    private static final String EYES = "eyes: { provider: recorded, window: 16000, takes: [image] }";

    private static Desk desk(String flow, String models) {
        return Desk.of(flow)
                .with(
                        "signalbox.yaml",
                        Desk.edit(Desk.WORKSPACE, "fast: { provider: recorded, window: 16000 }", models));
    }

    private static String edit(String from, String to) {
        return Desk.edit(FLOW, from, to);
    }

    @Test
    void aModelThatTakesItIsAsked() {
        desk(FLOW, EYES).gives();
    }

    @Test
    void aModelThatTakesTextAloneIsReported() {
        desk(edit("as: image", "as: «image"), "eyes: { provider: recorded, window: 16000 }")
                .gives("C410");
        desk(edit("as: image", "as: «image"), EYES.replace("image", "pdf")).gives("C410");
    }

    @Test
    void aFallbackThatTakesTextAloneIsReportedByItsName() {
        Desk desk = desk(
                edit("as: image", "as: «image"),
                "eyes: { provider: recorded, window: 16000, takes: [image], fallback: [dim] }\n"
                        + "  dim: { provider: recorded, window: 16000 }");
        desk.gives("C410");
        assertTrue(desk.findings().getFirst().message().startsWith("`dim`, a fallback of `eyes`, is not said to take"));
    }

    @Test
    void theSystemPromptTakesTextAlone() {
        desk(edit("prompt: What", "system: \"Look. ${«receipt}\"\n      prompt: What"), EYES)
                .gives("C411");
    }

    @Test
    void aValueThatCannotBeATextIsReported() {
        desk(edit("from: input.receipt", "from: «input.lines"), EYES).gives("E203");
    }

    @Test
    void aSchemaThatPromisesSomethingElseIsReported() {
        desk(edit("from: input.receipt", "from: «input.receipt").replace("image/png", "application/pdf"), EYES)
                .gives("E208");
        desk(edit("from: input.receipt", "from: «input.receipt").replace("image/png", "image/tiff"), EYES)
                .gives("E208");
        desk(edit("from: input.receipt", "from: «input.receipt").replace("base64", "base32"), EYES)
                .gives("E208");
    }

    private static List<Diagnostic> withFile(Path folder, String name, byte[] bytes) throws IOException {
        Files.writeString(
                folder.resolve("signalbox.yaml"),
                Desk.edit(Desk.WORKSPACE, "fast: { provider: recorded, window: 16000 }", EYES));
        Files.writeString(folder.resolve("desk.flow.yaml"), edit("from: input.receipt", "file: pictures/" + name));
        Files.createDirectories(folder.resolve("pictures"));
        Files.write(folder.resolve("pictures").resolve(name), bytes);
        return WorkspaceChecker.check(WorkspaceFolder.load(new FileSources(folder)))
                .diagnostics();
    }

    @Test
    void aFileThatIsSomethingElseIsReported(@TempDir Path folder) throws IOException {
        byte[] png = Base64.getDecoder().decode(PNG);
        assertEquals(List.of(), withFile(folder, "plan.png", png));
        assertEquals(
                "`pictures/plan.jpg` is image/png by its bytes, not image/jpeg.",
                withFile(folder, "plan.jpg", png).getFirst().message());
        assertEquals(
                "`pictures/plan.png` begins like image/png, but its header is cut off or broken.",
                withFile(folder, "plan.png", Arrays.copyOf(png, 20)).getFirst().message());
        assertEquals(
                "`pictures/plan.pdf` is application/pdf, which is not an image.",
                withFile(folder, "plan.pdf", "%PDF-1.4\n".getBytes(StandardCharsets.US_ASCII))
                        .getFirst()
                        .message());
        assertTrue(withFile(folder, "plan.png", Arrays.copyOf(png, 6 * 1024 * 1024))
                .getFirst()
                .message()
                .contains("at most 5242880 are allowed"));
    }

    @Test
    void aFileIsPinnedByItsBytesAndOpensAgain(@TempDir Path folder) throws IOException {
        byte[] png = Base64.getDecoder().decode(PNG);
        assertEquals(List.of(), withFile(folder, "plan.png", png));
        Bundle bundle = bundle(folder);
        assertEquals(bundle, Bundle.parse(bundle.toJson()));
        CheckedFlow opened = BundleOpener.open(Bundle.parse(bundle.toJson()));
        assertEquals(PNG, opened.media(sha256(png)));
        assertNull(opened.media("0".repeat(64)));
        png[png.length - 1]++;
        Files.write(folder.resolve("pictures/plan.png"), png);
        assertNotEquals(bundle.hash(), bundle(folder).hash(), "other bytes are another bundle");
    }

    private static Bundle bundle(Path folder) {
        LoadedWorkspace loaded = WorkspaceFolder.load(new FileSources(folder));
        ReadFlow read = Objects.requireNonNull(loaded.flow(new FlowName("desk")));
        return Bundle.of(read, loaded.workspace(), Objects.requireNonNull(read.flow()));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
