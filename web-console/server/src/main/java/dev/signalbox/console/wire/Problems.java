package dev.signalbox.console.wire;

import dev.signalbox.runtime.api.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.EOFException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes every failure as an RFC 9457 problem: {@code type}, {@code title}, {@code status}, {@code detail} and the facts to
 * mend it as members. What is nobody's mistake but ours becomes a 500 that tells nothing but where to look; its stack
 * trace goes to the log.
 */
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final Set<String> OWN = Set.of("type", "title", "status", "detail", "instance");

    /** What a request is answered with before its body is looked at. */
    private static final Set<Integer> UNREAD = Set.of(401, 403, 404, 405, 413, 429);

    private Problems() {}

    public static void install(RoutesConfig routes) {
        routes.exception(Problem.class, (problem, ctx) -> write(ctx, problem));
        routes.exception(HttpResponseException.class, (refusal, ctx) -> write(ctx, refusal));
        routes.exception(EOFException.class, (cut, ctx) -> brokeOff(ctx, cut));
        routes.exception(Exception.class, (failure, ctx) -> unexpected(ctx, failure));
    }

    public static void write(Context ctx, Problem problem) {
        if (problem.kind() == Problem.Kind.UNAUTHENTICATED) {
            ctx.header("WWW-Authenticate", "Bearer realm=\"signalbox\"");
        }
        if (problem.kind() == Problem.Kind.UNAVAILABLE) {
            ctx.header("Retry-After", "5");
        }
        write(
                ctx,
                problem.kind().status(),
                problem.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                String.valueOf(problem.getMessage()),
                problem.details());
    }

    /** Who asked hung up, or this server is being stopped: nobody's mistake, and most likely nobody hears the answer. */
    private static void brokeOff(Context ctx, EOFException cut) {
        LOG.debug("{} {} broke off", ctx.method(), ctx.path(), cut);
        write(ctx, 400, "bad-request", "The request broke off before its end.", Map.of());
    }

    /** Anything else that went wrong. */
    public static void unexpected(Context ctx, Throwable failure) {
        LOG.error("{} {} failed", ctx.method(), ctx.path(), failure);
        write(ctx, 500, "internal", "Something went wrong in the server; its log says what.", Map.of());
    }

    /** What the server itself refuses: no such route, another method, too large a body. */
    public static void write(Context ctx, HttpResponseException refusal) {
        int status = refusal.getStatus();
        String detail = switch (status) {
            case 404 -> "There is nothing at " + ctx.path() + ".";
            case 405 -> ctx.path() + " does not take " + ctx.method() + ".";
            case 413 -> "The body is too large: at most 8 MiB is read.";
            default -> String.valueOf(refusal.getMessage());
        };
        String type = switch (status) {
            case 404 -> "not-found";
            case 429 -> "too-many";
            default -> "http-" + status;
        };
        write(ctx, status, type, detail, Map.of());
    }

    /** Writes one problem. A detail that is named like a member of the standard gets {@code _of_it} after its name. */
    public static void write(Context ctx, int status, String type, String detail, Map<String, Object> details) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:signalbox:problem:" + type);
        body.put("title", title(status));
        body.put("status", (long) status);
        body.put("detail", detail);
        details.forEach((name, value) -> body.put(OWN.contains(name) ? name + "_of_it" : name, value));
        if (UNREAD.contains(status) && hasBody(ctx)) {
            // The server gives such a connection up; unless it says so, a client sends the next request on it in vain.
            ctx.header("Connection", "close");
        }
        ctx.status(status)
                .header("Cache-Control", "no-store")
                .contentType("application/problem+json")
                .result(Wire.write(body));
    }

    private static boolean hasBody(Context ctx) {
        return ctx.req().getContentLengthLong() > 0 || ctx.header("Transfer-Encoding") != null;
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad request";
            case 401 -> "Not signed in";
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 409 -> "Conflict";
            case 412 -> "Changed meanwhile";
            case 413 -> "Too large";
            case 428 -> "Version needed";
            case 422 -> "Does not fit";
            case 429 -> "Too many tries";
            case 503 -> "Not available";
            default -> status >= 500 ? "Server error" : "Refused";
        };
    }
}
