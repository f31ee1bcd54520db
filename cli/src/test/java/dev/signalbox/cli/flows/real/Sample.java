package dev.signalbox.cli.flows.real;

import dev.signalbox.cli.flows.Stage;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One input of a sample flow, and what a person would answer in the model's place: only to count how often a reply that
 * fits is also right.
 *
 * @param right by state, the fields of a right reply; a reply that is no object counts as its field {@code value}
 */
record Sample(String flow, String input, Map<String, Map<String, Object>> right) {
    Sample {
        right = Map.copyOf(right);
    }

    static List<Sample> all() {
        return List.of(
                refund("refund-desk.input.json", "refund_request", 900),
                refund("refund-desk.small.input.json", "refund_request", 40),
                new Sample(
                        "refund-desk",
                        "refund-desk.status.input.json",
                        Map.of("classify", Map.of("value", "status_inquiry"))),
                new Sample("calculator", "calculator.input.json", Map.of()),
                new Sample("deploy-bot", "deploy-bot.input.json", Map.of()));
    }

    private static Sample refund(String input, String intent, double amount) {
        return new Sample(
                "refund-desk",
                input,
                Map.of("classify", Map.of("value", intent), "read_refund", Map.of("amount", amount)));
    }

    /** The states whose replies are judged. */
    static Set<String> judged() {
        return Set.of("classify", "read_refund");
    }

    boolean isRight(String state, Object reply) {
        Map<String, Object> fields = reply instanceof Map<?, ?> ? Json.object(reply) : Map.of("value", reply);
        return fields.entrySet().containsAll(right.getOrDefault(state, Map.of()).entrySet())
                && right.containsKey(state);
    }

    /** The input for the n-th run: a ticket is open once at a time. */
    Object numbered(int n) throws IOException {
        Map<String, Object> all =
                new LinkedHashMap<>(Json.object(JsonText.parse(Files.readString(Stage.FLOWS.resolve(input)))));
        if (all.get("ticket") instanceof Map<?, ?> ticket) {
            Map<String, Object> own = new LinkedHashMap<>(Json.object(ticket));
            own.put("id", own.get("id") + "-" + n);
            all.put("ticket", own);
        }
        return all;
    }

    @Override
    public String toString() {
        return input.replace(".input.json", "");
    }
}
