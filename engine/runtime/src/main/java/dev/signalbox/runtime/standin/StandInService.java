package dev.signalbox.runtime.standin;

import dev.signalbox.dsl.expr.EvalException;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.expr.Templates;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.standin.StandInFile.Reply;
import dev.signalbox.runtime.standin.StandInFile.Route;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stand-in says to a request, and the little it remembers: how often each route was called, the answer to each
 * {@code Idempotency-Key} (the same key on the same path gets it again, and does not count as a call; a 429 or a 5xx is
 * forgotten, for nothing was done), and the latest calls, which {@code GET /_calls} lists. Safe to ask from several threads.
 */
final class StandInService {
    private static final int MOST_CALLS = 1_000;
    private static final int MOST_KEYS = 10_000;

    private final StandInFile file;
    private final Templates.Programs programs;
    private final Map<Route, Long> counts = new HashMap<>();
    private final Deque<Map<String, Object>> calls = new ArrayDeque<>();
    private final Map<String, Answer> answered = new LinkedHashMap<>();
    private long number;

    /** A request as expressions see it; header names in lower case. */
    record Request(
            String method, List<String> path, Map<String, Object> query, Map<String, Object> headers, String body) {
        String key() {
            return headers.get("idempotency-key") instanceof String key ? key : "";
        }

        String pathText() {
            return "/" + String.join("/", path);
        }
    }

    /** An answer; {@code hasBody} tells a JSON null from no body at all. */
    record Answer(int status, Duration delay, Map<String, String> headers, Object body, boolean hasBody) {
        /** Nothing was done yet, so the same key may come again and be answered otherwise: 429 and 5xx are not. */
        boolean isFinal() {
            return status != 429 && status < 500;
        }

        static Answer error(int status, String message) {
            return new Answer(status, Duration.ZERO, Map.of(), Map.of("error", message), true);
        }
    }

    StandInService(StandInFile file) {
        this.file = file;
        this.programs = expr -> file.programs().get(expr.id());
    }

    synchronized Answer answer(Request request) {
        if (request.method().equals("GET") && request.pathText().equals("/_calls")) {
            return new Answer(200, Duration.ZERO, Map.of(), List.copyOf(calls), true);
        }
        Object body = StandInJson.read(request.body());
        String remembered =
                request.key().isEmpty() ? "" : request.method() + " " + request.pathText() + " " + request.key();
        Answer before = answered.get(remembered);
        Answer answer = before != null ? before : fresh(request, body);
        if (!remembered.isEmpty() && before == null && answer.isFinal()) {
            remember(remembered, answer);
        }
        note(request, body, answer.status(), before != null);
        return answer;
    }

    private Answer fresh(Request request, Object body) {
        for (Route route : file.routes()) {
            Map<String, Object> path = route.match(request.method(), request.path());
            if (path == null) {
                continue;
            }
            long call = counts.getOrDefault(route, 0L) + 1;
            Scope scope = scope(request, path, body, call);
            try {
                if (route.when() != null && !route.when().test(scope)) {
                    continue;
                }
                counts.put(route, call);
                List<Reply> replies = route.replies();
                return render(replies.get((int) Math.min(call, replies.size()) - 1), scope);
            } catch (EvalException e) {
                return Answer.error(
                        500,
                        "The stand-in " + file.path() + " could not answer (" + route.on() + ", line "
                                + e.place().span().line() + "): " + e.getMessage());
            }
        }
        return Answer.error(
                404,
                "The stand-in " + file.path() + " has no route for " + request.method() + " " + request.pathText()
                        + ".");
    }

    private static Scope scope(Request request, Map<String, Object> path, Object body, long call) {
        Map<String, Object> roots = Map.of(
                "path",
                path,
                "query",
                request.query(),
                "headers",
                request.headers(),
                "body",
                body,
                "call",
                call,
                "key",
                request.key());
        return roots::get;
    }

    private Answer render(Reply reply, Scope scope) throws EvalException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, Template> header : reply.headers().entrySet()) {
            headers.put(header.getKey(), Templates.text(header.getValue(), scope, programs));
        }
        @Nullable Template body = reply.body();
        Object value = body == null ? Json.NULL : Templates.render(body, scope, programs);
        return new Answer(reply.status(), reply.delay(), headers, value, body != null);
    }

    private void remember(String key, Answer answer) {
        answered.put(key, answer);
        if (answered.size() > MOST_KEYS) {
            answered.remove(answered.keySet().iterator().next());
        }
    }

    /** Headers are left out: one of them may be a credential. */
    private void note(Request request, Object body, int status, boolean repeat) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("n", ++number);
        call.put("method", request.method());
        call.put("path", request.pathText());
        call.put("query", request.query());
        call.put("key", request.key());
        call.put("body", body);
        call.put("status", (long) status);
        call.put("repeat", repeat);
        calls.add(call);
        if (calls.size() > MOST_CALLS) {
            calls.removeFirst();
        }
    }
}
