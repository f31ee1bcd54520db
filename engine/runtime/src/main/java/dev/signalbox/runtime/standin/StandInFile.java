package dev.signalbox.runtime.standin;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.expr.Compiled;
import dev.signalbox.dsl.model.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stand-in answers: the first route that matches a request and whose condition holds.
 *
 * @param programs the compiled form of each expression, by its number
 */
record StandInFile(String path, List<Route> routes, List<Compiled> programs) {
    StandInFile {
        routes = List.copyOf(routes);
        programs = List.copyOf(programs);
    }

    /** What became of a file's text. */
    sealed interface Reading {
        record Good(StandInFile file) implements Reading {}

        record Bad(List<Diagnostic> findings) implements Reading {
            public Bad {
                findings = List.copyOf(findings);
            }
        }
    }

    /**
     * One way to answer.
     *
     * @param on as written, {@code GET /orders/{id}}
     * @param when null holds always
     * @param replies the n-th call gets the n-th, later ones the last; never empty
     */
    record Route(
            String on,
            String method,
            List<String> segments,
            @Nullable Compiled when,
            List<Reply> replies) {
        Route {
            segments = List.copyOf(segments);
            replies = List.copyOf(replies);
        }

        /** The path's named parts, or null when this route is about another request. */
        @Nullable
        Map<String, Object> match(String method, List<String> path) {
            if (!this.method.equals(method) || path.size() != segments.size()) {
                return null;
            }
            Map<String, Object> named = new java.util.LinkedHashMap<>();
            for (int i = 0; i < path.size(); i++) {
                String segment = segments.get(i);
                if (segment.startsWith("{")) {
                    named.put(segment.substring(1, segment.length() - 1), path.get(i));
                } else if (!segment.equals(path.get(i))) {
                    return null;
                }
            }
            return named;
        }
    }

    /** One answer. A body that is text is sent as text, any other as JSON; null sends none. */
    record Reply(
            int status,
            Duration delay,
            Map<String, Template> headers,
            @Nullable Template body) {}
}
