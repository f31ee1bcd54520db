package dev.signalbox.runtime.action;

import static dev.signalbox.runtime.action.ActionCalls.answered;
import static dev.signalbox.runtime.action.ActionCalls.failed;
import static dev.signalbox.runtime.action.ActionCalls.read;
import static dev.signalbox.runtime.action.ActionCalls.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.effect.Target;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.ActionName;
import dev.signalbox.dsl.read.FileSources;
import dev.signalbox.dsl.read.WorkspaceReader;
import dev.signalbox.dsl.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryTest {
    private static final String BOOKED =
            "return new Receipt(seat.train() + seat.in() + seat.seats(), Instant.EPOCH, Map.of(\"eur\", 2.5));";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path workspace;

    private ActionOutcome call(String name, Map<String, Object> args) throws Exception {
        try (JavaActions actions = JavaActions.builder().library(workspace).build()) {
            return actions.call(with(args, read(new Target.Java(name))), name);
        }
    }

    private void jar(String file, String type, String name, String body) throws IOException {
        Jars.write(workspace, file, type, Jars.reserve(type, name, body), type + "\n");
    }

    @Test
    void anActionOfAJarIsCalledWithItsRecordAndItsAnswerBecomesValues() throws Exception {
        jar("shop.jar", "com.acme.Reserve", "reserve", BOOKED);
        Object result = answered(call("reserve", Map.of("train", "ICE", "in", "FIRST", "seats", List.of(3L, 4L))))
                .result();
        assertEquals("ICEFIRST[3, 4]", Json.object(result).get("id"));
        assertEquals("1970-01-01T00:00:00Z", Json.object(result).get("at"));
        assertEquals(Map.of("eur", 2.5), Json.object(result).get("prices"));
    }

    @Test
    void aMemberThatTheEnumLacksIsAnErrorThatSaysSo() throws Exception {
        jar("shop.jar", "com.acme.Reserve", "reserve", BOOKED);
        String message = failed(call("reserve", Map.of("train", "ICE", "in", "THIRD", "seats", List.of())))
                .message();
        assertTrue(message.contains("THIRD"), message);
    }

    @Test
    void itsOwnCodeAndAThrownErrorAreTold() throws Exception {
        jar("a.jar", "com.acme.Full", "full", "throw new ActionException(\"full\", \"No seat is left.\");");
        jar("b.jar", "com.acme.Falls", "falls", "throw new StackOverflowError(\"deep\");");
        Map<String, Object> args = Map.of("train", "ICE");
        assertEquals("action.full", failed(call("full", args)).kind());
        assertEquals("falls failed: deep", failed(call("falls", args)).message());
    }

    @Test
    void aBrokenJarIsOneClearSentenceAndHindersNoOther() throws Exception {
        jar("good.jar", "com.acme.Reserve", "reserve", BOOKED);
        Files.writeString(workspace.resolve("lib/broken.jar"), "this is no archive");
        Jars.write(
                workspace,
                "lost.jar",
                "com.acme.Lost",
                Jars.reserve("com.acme.Lost", "lost", BOOKED),
                "com.acme.Nowhere\n");
        Jars.write(
                workspace,
                "other.jar",
                "com.acme.Other",
                "package com.acme; public class Other {}",
                "com.acme.Other\n");
        Jars.write(
                workspace,
                "throws.jar",
                "com.acme.Throws",
                Jars.reserve("com.acme.Throws", "throws", BOOKED)
                        .replace(
                                "public String name",
                                "public Throws() { throw new IllegalStateException(\"no key\"); } public String name"),
                "com.acme.Throws\n");
        try (Library library = Library.of(workspace)) {
            assertEquals(
                    List.of("reserve"),
                    library.signatures().stream().map(Signature::name).toList());
            assertEquals(4, library.problems().size(), library.problems().toString());
            String all = library.problems().toString();
            assertTrue(all.contains("lib/broken.jar is no jar that can be read"), all);
            assertTrue(all.contains("com.acme.Nowhere"), all);
            assertTrue(all.contains("com.acme.Other"), all);
            assertTrue(all.contains("no key"), all);
        }
        assertEquals(
                "ICEFIRST[]",
                Json.object(answered(call("reserve", Map.of("train", "ICE", "in", "FIRST", "seats", List.of())))
                                .result())
                        .get("id"));
    }

    @Test
    void twoOfANameAreToldAndTheFirstJarsIsUsed() throws Exception {
        jar("a.jar", "com.acme.One", "reserve", BOOKED);
        jar("b.jar", "com.acme.Two", "reserve", BOOKED);
        try (Library library = Library.of(workspace)) {
            assertEquals("lib/a.jar", library.signatures().getFirst().from());
            assertTrue(library.problems().getFirst().contains("Two Java actions are called reserve"));
        }
    }

    @Test
    void aFolderWithoutJarsHasNothingAndNoProblem() {
        try (Library library = Library.of(workspace)) {
            assertEquals(List.of(), library.signatures());
            assertEquals(List.of(), library.problems());
        }
    }

    @Test
    void theSchemasOfItsRecordsAreShown() throws Exception {
        jar("shop.jar", "com.acme.Reserve", "reserve", BOOKED);
        try (Library library = Library.of(workspace)) {
            Signature signature = library.signatures().getFirst();
            assertEquals(List.of("train", "in", "seats"), signature.args().get("required"));
            Map<String, Object> fields = Json.object(signature.args().get("properties"));
            assertEquals(Map.of("enum", List.of("FIRST", "SECOND")), fields.get("in"));
            Map<String, Object> back = Json.object(signature.returns().get("properties"));
            assertEquals(Map.of("type", "string", "format", "date-time"), back.get("at"));
        }
    }

    @Test
    void aDeclarationThatDoesNotAgreeIsToldFieldByField() throws Exception {
        jar("shop.jar", "com.acme.Reserve", "reserve", BOOKED);
        assertEquals(List.of(), against("""
                args:
                  type: object
                  required: [train, in, seats]
                  properties: { train: { type: string }, in: { enum: [FIRST] }, seats: { type: array, items: { type: integer } } }
                returns: { type: object, required: [id], properties: { id: { type: string } } }
                """));
        List<String> found = against("""
                args:
                  type: object
                  required: [train, in, more]
                  properties: { train: { type: integer }, in: { enum: [FIRST, THIRD] }, seats: { type: array, items: { type: string } }, more: { type: string } }
                returns: { type: object, required: [id, price], properties: { id: { type: integer }, price: { type: number } } }
                """);
        assertTrue(found.contains("args.train is integer where string is taken"), found.toString());
        assertTrue(found.contains("args.in may be THIRD, which is none of [FIRST, SECOND]"), found.toString());
        assertTrue(found.contains("args.seats may be left out, and is needed"), found.toString());
        assertTrue(found.contains("args.seats[] is string where integer is taken"), found.toString());
        assertTrue(found.contains("args.more is no component of the record, so it is dropped"), found.toString());
        assertTrue(found.contains("returns.id is string where integer is taken"), found.toString());
        assertTrue(found.contains("returns.price is missing, and needed"), found.toString());
    }

    private List<String> against(String declared) {
        String text =
                "signalbox: 1\nactions:\n  reserve:\n    java: reserve\n" + declared.indent(4) + "    effect: read\n";
        Action action = Objects.requireNonNull(WorkspaceReader.read(text, new FileSources(workspace))
                .workspace()
                .actions()
                .get(new ActionName("reserve")));
        try (Library library = Library.of(workspace)) {
            return library.signatures().getFirst().against(action);
        }
    }
}
