package dev.signalbox.runtime.api;

import dev.signalbox.core.command.Actor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The same asked of many runs. Each on its own: what one refuses keeps none of the others. */
public final class BulkRuns {
    /** Of one request. */
    public static final int MOST = 200;

    private BulkRuns() {}

    public enum Action {
        CANCEL,
        RETRY
    }

    /** @param ids 1 to {@value #MOST}; one that stands twice counts once */
    public record Request(
            Action action, List<String> ids, @Nullable String reason) {
        public Request {
            ids = List.copyOf(new LinkedHashSet<>(ids));
            if (ids.isEmpty() || ids.size() > MOST) {
                throw new Problem(
                        Problem.Kind.BAD_REQUEST, "`ids` must have 1 to " + MOST + " runs, not " + ids.size() + ".");
            }
        }
    }

    /** @param status how the run stands then; null with a {@code problem} */
    public record Result(
            String id, @Nullable String status, @Nullable String problem) {}

    static List<Result> each(RunOperations runs, Request request, Actor actor) {
        List<Result> results = new ArrayList<>();
        for (String id : request.ids()) {
            try {
                Views.RunView run = switch (request.action()) {
                    case CANCEL -> runs.cancel(id, request.reason(), actor);
                    case RETRY -> runs.retry(id, actor);
                };
                results.add(new Result(id, run.status(), null));
            } catch (Problem refused) {
                results.add(new Result(id, null, String.valueOf(refused.getMessage())));
            }
        }
        return List.copyOf(results);
    }
}
