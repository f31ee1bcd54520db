package dev.signalbox.runtime.model;

import dev.signalbox.core.effect.Effect;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.api.Problem;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Recorded replies, found by flow, state and question. Immutable. Of several for one question the last counts. A file that
 * is no list of replies is a {@link Problem} that names it.
 */
public final class ReplyBook {
    public static final ReplyBook EMPTY = new ReplyBook(List.of());

    /** Most characters of one file. */
    static final int LARGEST = 32 * 1024 * 1024;

    private static final Set<String> KEYS = Set.of("flow", "state", "question", "reply", "tokens", "messages");

    private record Key(String flow, String state, String question) {}

    private final List<RecordedReply> replies;
    private final Map<Key, RecordedReply> byKey = new HashMap<>();

    public ReplyBook(List<RecordedReply> replies) {
        this.replies = List.copyOf(replies);
        for (RecordedReply reply : this.replies) {
            byKey.put(new Key(reply.flow(), reply.state(), reply.question()), reply);
        }
    }

    public List<RecordedReply> replies() {
        return replies;
    }

    /** The reply to this very question; null when nobody recorded one. */
    public @Nullable RecordedReply find(String flow, String state, String question) {
        return byKey.get(new Key(flow, state, question));
    }

    @Nullable
    RecordedReply find(Effect.ModelCall call) {
        return find(call.flow().value(), call.step().state().value(), call.question());
    }

    /** What was recorded for a state under other questions: it is stale. The latest last. */
    public List<RecordedReply> stale(String flow, String state, String question) {
        return replies.stream()
                .filter(reply -> reply.flow().equals(flow)
                        && reply.state().equals(state)
                        && !reply.question().equals(question))
                .toList();
    }

    /** The text of one file. */
    public static ReplyBook parse(String file, String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setMaxAliasesForCollections(0)
                .setAllowDuplicateKeys(false)
                .setCodePointLimit(LARGEST)
                .build();
        Object root;
        try {
            root = new Load(settings).loadFromString(text);
        } catch (MarkedYamlEngineException e) {
            String where = e.getProblemMark()
                    .map(mark -> " line " + (mark.getLine() + 1))
                    .orElse("");
            throw refuse(file, "is not YAML that can be read:" + where + " " + e.getProblem());
        } catch (YamlEngineException e) {
            throw refuse(file, "is not YAML that can be read.");
        }
        List<RecordedReply> replies = new ArrayList<>();
        if (root != null) {
            if (!(root instanceof List<?> list)) {
                throw refuse(file, "must be a list of replies, each with flow, state, question and reply.");
            }
            int number = 0;
            for (Object entry : list) {
                replies.add(reply(file, ++number, entry));
            }
        }
        return new ReplyBook(replies);
    }

    private static RecordedReply reply(String file, int number, @Nullable Object entry) {
        String which = "entry " + number;
        if (!(normal(entry) instanceof Map<?, ?> map)) {
            throw refuse(file, which + " is no object.");
        }
        Map<String, Object> fields = Json.object(map);
        for (String key : fields.keySet()) {
            if (!KEYS.contains(key)) {
                throw refuse(file, which + " has the unknown key `" + key + "`.");
            }
        }
        Object reply = fields.get("reply");
        if (reply == null) {
            throw refuse(file, which + " has no `reply`.");
        }
        Object tokens = fields.getOrDefault("tokens", Map.of());
        List<Map<String, Object>> messages = new ArrayList<>();
        if (fields.get("messages") instanceof List<?> list) {
            list.forEach(message -> messages.add(message instanceof Map<?, ?> said ? Json.object(said) : Map.of()));
        }
        return new RecordedReply(
                text(file, which, fields, "flow"),
                text(file, which, fields, "state"),
                text(file, which, fields, "question"),
                reply,
                count(tokens, "input"),
                count(tokens, "output"),
                messages);
    }

    private static String text(String file, String which, Map<String, Object> fields, String key) {
        if (fields.get(key) instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw refuse(file, which + " has no `" + key + "`.");
    }

    private static long count(Object tokens, String key) {
        return tokens instanceof Map<?, ?> map && map.get(key) instanceof Long count ? Math.max(0, count) : 0;
    }

    /** YAML's Java values as ours. */
    private static Object normal(@Nullable Object value) {
        return switch (value) {
            case null -> Json.NULL;
            case Map<?, ?> map -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                map.forEach((key, field) -> fields.put(String.valueOf(key), normal(field)));
                yield fields;
            }
            case List<?> list -> {
                List<Object> items = new ArrayList<>();
                list.forEach(item -> items.add(normal(item)));
                yield items;
            }
            case Integer number -> (long) number;
            case Long number -> number;
            case BigInteger number -> number.doubleValue();
            case Number number -> number.doubleValue();
            case Boolean truth -> truth;
            default -> value.toString();
        };
    }

    private static Problem refuse(String file, String what) {
        return new Problem(Problem.Kind.INVALID, "The recorded replies " + file + ": " + what);
    }
}
