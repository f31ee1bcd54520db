package dev.signalbox.runtime.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.event.Event;
import dev.signalbox.dsl.value.CanonicalJson;
import dev.signalbox.runtime.codec.Codec;
import dev.signalbox.runtime.codec.LogText;
import dev.signalbox.runtime.codec.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PurgingTest {
    /** Every field that keeps its words, by event: a new one is payload until it is named here. */
    private static final Set<String> STAYS = Set.of(
            "RunStarted/run",
            "RunStarted/bundle",
            "RunStarted/flow",
            "RunStarted/version",
            "RunStarted/key",
            "RunStarted/started_by",
            "RouteTaken/outcome",
            "RouteTaken/kind",
            "RunStuck/outcome",
            "RunStuck/kind",
            "StateCompleted/origin",
            "RunRetried/by",
            "RunForked/by",
            "RunForked/from",
            "RunForked/run",
            "RunMoved/from",
            "RunMoved/bundle",
            "RunMoved/version",
            "RunMoved/state",
            "RunMoved/again",
            "RunMoved/states",
            "RunMoved/renamed",
            "RunMoved/gone",
            "RunMoved/by",
            "CancelRequested/by",
            "CancelRequested/reason",
            "LimitReached/limit",
            "LimitReached/message",
            "RunEnded/status",
            "StepFailed/outcome",
            "StepFailed/kind",
            "CallRequested/action",
            "CallRequested/key",
            // The hash that a tool of an MCP server was pinned by: the flow's own, and nothing of a run.
            "CallRequested/target/schema",
            "HoldOpened/hold/target/schema",
            "HoldEdited/target/schema",
            "CallFailed/kind",
            "CallUnknown/kind",
            "DataFetched/name",
            "ModelRequested/purpose",
            "ModelRequested/covering",
            "ModelRequested/model",
            "ModelRequested/messages/item",
            "ModelRequested/messages/parts/media/sha256",
            "ModelRequested/question",
            "ModelRequested/manifest",
            "ModelRequested/asker",
            "ModelReplied/model",
            "ModelFailed/kind",
            "ModelFailed/fallback",
            "ModelFailed/charged/model",
            "SummaryMade/item",
            "SummaryMade/covers",
            "ApprovalLapsed/why",
            "HoldWithdrawn/why",
            "HoldEscalated/by",
            "WaitStarted/event",
            "WaitStarted/key",
            "WaitEnded/id",
            "EventReceived/name",
            "EventReceived/key",
            "EventReceived/id",
            "ChildRequested/child",
            "ChildRequested/flow",
            "ChildEnded/child",
            "ChildEnded/status");

    /** Of holds and decisions: who, what, when and which hash. */
    private static final Set<String> STAYS_OF_HOLDS = Set.of(
            "id",
            "hold",
            "action",
            "hash",
            "by",
            "via",
            "note",
            "path",
            "origin",
            "escalate_by",
            "votes",
            "model",
            "item",
            "sha256",
            "state",
            "type",
            "method",
            "name",
            "server",
            "tool",
            "program");

    @Test
    void anEventKeepsWhatHappenedAndLosesWhatWasSaid() {
        for (boolean full : List.of(true, false)) {
            for (Event event : new Samples(full).ofEvery(Event.class)) {
                Event purged = Purging.event(event);
                assertEquals(event.getClass(), purged.getClass());
                assertEquals(event.at(), purged.at());
                String text = LogText.write(Codec.event(purged));
                assertFalse(text.contains("camelCase") || text.contains("NotAType"), text);
                assertEquals(purged, Codec.event(LogText.parse(text)), text);
            }
        }
    }

    @Test
    void noOtherWordsThanThoseNamedStay() {
        Set<String> left = new TreeSet<>();
        for (Event event : new Samples(true).ofEvery(Event.class)) {
            String type = event.getClass().getSimpleName();
            walk(type, type, Codec.event(Purging.event(event)), left);
        }
        assertEquals(Set.of(), left);
    }

    private static void walk(String type, String path, Object json, Set<String> left) {
        if (json instanceof Map<?, ?> object) {
            object.forEach((name, item) -> walk(type, path + "/" + name, item, left));
        } else if (json instanceof List<?> list) {
            list.forEach(item -> walk(type, path, item, left));
        } else if (json instanceof String text && text.startsWith("text ") && !stays(type, path)) {
            left.add(path);
        }
    }

    private static boolean stays(String type, String path) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        return (type.startsWith("Hold") && STAYS_OF_HOLDS.contains(last))
                || STAYS.contains(type + "/" + last)
                || STAYS.contains(path)
                || STAYS.stream().anyMatch(stays -> path.startsWith(stays + "/"))
                || Set.of("state", "to", "step").contains(last)
                || path.contains("/target/") && STAYS_OF_HOLDS.contains(last)
                || (path.contains("/messages/") && last.equals("item"));
    }

    @Test
    void purgingTwiceIsPurgingOnce() {
        for (Event event : new Samples(true).ofEvery(Event.class)) {
            Event purged = Purging.event(event);
            assertEquals(purged, Purging.event(purged));
        }
    }

    @Test
    void aHashShowsThatAValueWasTheOne() {
        Map<String, Object> result = Map.of("iban", "DE02 1203 0000 0000 2020 51");
        Event.CallSucceeded event =
                new Event.CallSucceeded(Instant.EPOCH, dev.signalbox.core.id.StepId.parse("r/pay/1/"), 1, result);
        Event.CallSucceeded purged = (Event.CallSucceeded) Purging.event(event);
        assertEquals(Map.of("$purged", CanonicalJson.sha256(result)), purged.result());
        assertTrue(Purging.isMark(purged.result()));
        assertFalse(Purging.isMark(Map.of("$purged", "what a user wrote")));
        assertFalse(Purging.isMark(Map.of()));
    }
}
