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

    private static final Set<String> KEYS = Set.of(
            "flow",
            "state",
            "visit",
            "slot",
            "test",
            "model",
            "temperature",
            "max_output",
            "question",
            "reply",
            "fails",
            "message",
            "tokens",
            "messages",
            "schema",
            "bundle");

    private record Key(String flow, String state, String question) {}

    private final List<RecordedReply> replies;
    private final Map<Key, RecordedReply> byKey = new HashMap<>();

    public ReplyBook(List<RecordedReply> replies) {
        this.replies = List.copyOf(replies);
        for (RecordedReply reply : this.replies) {
            if (!reply.failed()) {
                byKey.put(new Key(reply.flow(), reply.state(), reply.question()), reply);
            }
        }
    }

    public List<RecordedReply> replies() {
        return replies;
    }

    /** The reply to this very question; null when nobody recorded one. */
    public @Nullable RecordedReply find(String flow, String state, String question) {
        return byKey.get(new Key(flow, state, question));
    }

    /** The reply to this question, of whatever model; that of the same visit before others'. */
    @Nullable
    RecordedReply find(Effect.ModelCall call) {
        RecordedReply there = find(ExactRequest.of(call, Map.of()));
        return there == null || there.failed()
                ? find(call.flow().value(), call.step().state().value(), call.question())
                : there;
    }

    /** What became of this very request, as of its visit and its model; null when nobody recorded it. */
    public @Nullable RecordedReply find(ExactRequest request) {
        RecordedReply found = null;
        for (RecordedReply reply : replies) {
            // A reply that serves anywhere gives way to one of that visit, and where any model will do, a failure to a
            // reply.
            boolean better = found == null || found.asked() == null || reply.asked() != null;
            boolean worse = found != null && reply.failed() && request.model() == null;
            if (request.is(reply) && better && !worse) {
                found = reply;
            }
        }
        return found;
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
        String failed = fields.containsKey("fails") ? text(file, which, fields, "fails") : null;
        Object reply = failed == null ? fields.get("reply") : fields.getOrDefault("message", "");
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
                messages,
                asked(file, which, fields, failed));
    }

    /** One that names its visit is of one exact request. */
    private static RecordedReply.@Nullable Asked asked(
            String file, String which, Map<String, Object> fields, @Nullable String failed) {
        if (!fields.containsKey("visit")) {
            if (failed != null) {
                throw refuse(file, which + " `fails`, and names no `visit`.");
            }
            return null;
        }
        if (!(fields.get("visit") instanceof Long visit) || visit < 1 || visit > Integer.MAX_VALUE) {
            throw refuse(file, which + " has a `visit` that is no number from 1.");
        }
        return new RecordedReply.Asked(
                visit.intValue(),
                String.valueOf(fields.getOrDefault("slot", "")),
                text(file, which, fields, "model"),
                fields.get("temperature") instanceof Number number ? (Double) number.doubleValue() : null,
                fields.get("max_output") instanceof Long most ? (Integer) most.intValue() : null,
                fields.getOrDefault("schema", Map.of()),
                String.valueOf(fields.getOrDefault("test", "")),
                String.valueOf(fields.getOrDefault("bundle", "")),
                failed);
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
