package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.event.Event;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Every command, event, refusal and change of a step's phase that there is has been visited by the scenarios, which ran
 * before; and nothing happened that {@code transitions.txt} does not list. Whoever adds one adds it there, and a scenario.
 */
@Order(Integer.MAX_VALUE)
class TransitionsTest {
    @Test
    void everyCommandIsVisited() {
        assertEquals(names(Command.class), Visited.COMMANDS);
    }

    @Test
    void everyEventIsVisited() {
        assertEquals(names(Event.class), Visited.EVENTS);
    }

    @Test
    void everyRefusalIsVisited() {
        assertEquals(
                Arrays.stream(Decision.Reason.values()).map(Enum::name).collect(Collectors.toCollection(TreeSet::new)),
                Visited.REJECTIONS);
    }

    @Test
    void everyChangeOfAStepIsListedAndVisited() throws IOException {
        Set<String> visited = new TreeSet<>(Visited.STEPS);
        Visited.ENDINGS.forEach(change -> visited.add("run " + change));
        Set<String> listed = listed();
        Set<String> unvisited = new TreeSet<>(listed);
        unvisited.removeAll(visited);
        Set<String> unlisted = new TreeSet<>(visited);
        unlisted.removeAll(listed);
        assertTrue(
                unvisited.isEmpty() && unlisted.isEmpty(),
                () -> "listed and never visited: " + String.join("\n", unvisited) + "\nvisited and not listed: "
                        + String.join("\n", unlisted));
    }

    private static Set<String> names(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> listed() throws IOException {
        try (InputStream in = TransitionsTest.class.getResourceAsStream("transitions.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
