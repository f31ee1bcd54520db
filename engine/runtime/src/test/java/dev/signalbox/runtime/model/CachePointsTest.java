package dev.signalbox.runtime.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.core.effect.Message;
import dev.signalbox.core.effect.Message.Role;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where Anthropic is told that a question begins as earlier ones did. */
class CachePointsTest {
    private static Message message(Role role, String... parts) {
        List<Message.Part> all = new ArrayList<>();
        for (String part : parts) {
            boolean stable = part.startsWith("=");
            all.add(new Message.Part("", part.substring(1), stable));
        }
        return new Message(role, all);
    }

    /** The request as langchain4j spells it, and then marked; {@code |} ends a block, {@code *} is a mark. */
    private static String marked(Message... messages) {
        Map<String, Object> body = new LinkedHashMap<>();
        List<Object> turns = new ArrayList<>();
        for (Message message : messages) {
            List<Object> content = List.of(Map.of("type", "text", "text", message.text()));
            if (message.role() == Role.SYSTEM) {
                body.put("system", content);
            } else {
                turns.add(Map.of("role", message.role().name().toLowerCase(java.util.Locale.ROOT), "content", content));
            }
        }
        body.put("messages", turns);
        Map<String, Object> request =
                Json.object(JsonText.parse(CachePoints.of(List.of(messages)).mark(JsonText.write(body))));
        StringBuilder out = new StringBuilder();
        if (request.get("system") instanceof List<?> system) {
            out.append(blocks(system)).append(" / ");
        }
        Json.list(request.get("messages"))
                .forEach(turn -> out.append(blocks(Json.list(Json.object(turn).get("content"))))
                        .append(" / "));
        return out.substring(0, out.length() - 3);
    }

    private static String blocks(List<?> blocks) {
        StringBuilder out = new StringBuilder();
        for (Object block : blocks) {
            out.append(out.isEmpty() ? "" : "|").append(Json.object(block).get("text"));
            out.append(Json.object(block).containsKey("cache_control") ? "*" : "");
        }
        return out.toString();
    }

    @Test
    void the_system_prompt_is_marked_at_its_end_and_the_users_words_where_they_begin_to_change() {
        assertEquals(
                "rules* / policy*|ticket",
                marked(message(Role.SYSTEM, "=rules"), message(Role.USER, "=policy", "-ticket")));
    }

    @Test
    void a_system_prompt_that_changes_is_marked_where_it_does_and_nothing_after_it() {
        assertEquals(
                "rules*|today / policyticket",
                marked(message(Role.SYSTEM, "=rules", "-today"), message(Role.USER, "=policy", "-ticket")));
        assertEquals("today / ticket", marked(message(Role.SYSTEM, "-today"), message(Role.USER, "-ticket")));
    }

    @Test
    void examples_belong_to_what_stays_and_the_mark_is_on_the_last_message_that_does() {
        assertEquals(
                "rules* / one / 1* / ticket",
                marked(
                        message(Role.SYSTEM, "=rules"),
                        message(Role.USER, "=one"),
                        message(Role.ASSISTANT, "=1"),
                        message(Role.USER, "-ticket")));
        assertEquals(
                "rules* / one / 1 / policy*|ticket / 2 / again",
                marked(
                        message(Role.SYSTEM, "=rules"),
                        message(Role.USER, "=one"),
                        message(Role.ASSISTANT, "=1"),
                        message(Role.USER, "=policy", "-ticket"),
                        message(Role.ASSISTANT, "-2"),
                        message(Role.USER, "-again")));
    }

    @Test
    void a_block_of_blanks_is_never_made() {
        assertEquals("policy  ", marked(message(Role.USER, "=policy", "-  ")));
        assertEquals("  ticket", marked(message(Role.USER, "=  ", "-ticket")));
    }

    @Test
    void what_is_sent_stays_the_same_words_with_two_marks_at_most() {
        for (long seed = 1; seed <= 2000; seed++) {
            Random random = new Random(seed);
            List<Message> messages = new ArrayList<>();
            boolean stable = true;
            StringBuilder words = new StringBuilder();
            if (random.nextBoolean()) {
                stable = add(messages, Role.SYSTEM, stable, random, words);
            }
            for (int i = random.nextInt(3) * 2; i >= 0; i--) {
                stable = add(messages, i % 2 == 0 ? Role.USER : Role.ASSISTANT, stable, random, words);
            }
            String marked = marked(messages.toArray(Message[]::new));
            String told = "seed " + seed + ": " + marked;
            assertEquals(words.toString(), marked.replaceAll("[|*]| / ", ""), told);
            assertEquals(true, marked.chars().filter(c -> c == '*').count() <= 2, told);
        }
    }

    private static boolean add(List<Message> messages, Role role, boolean before, Random random, StringBuilder words) {
        List<Message.Part> parts = new ArrayList<>();
        boolean stable = before;
        for (int i = random.nextInt(4); i >= 0; i--) {
            stable &= random.nextInt(3) > 0;
            String text = random.nextInt(8) == 0 ? "  " : "w" + random.nextInt(99);
            parts.add(new Message.Part("", text, stable));
        }
        Message message = new Message(role, parts);
        words.append(message.text());
        messages.add(message);
        return stable;
    }
}
