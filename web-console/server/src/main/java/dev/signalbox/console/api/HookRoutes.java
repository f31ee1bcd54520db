package dev.signalbox.console.api;

import dev.signalbox.console.access.Gate;
import dev.signalbox.console.access.RateLimit;
import dev.signalbox.console.access.Role;
import dev.signalbox.console.wire.Problems;
import dev.signalbox.runtime.api.Operations;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.TriggerViews;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Signed requests that start runs. Nobody signs in here: the signature is all the proof. At most 1 MiB is read, and only so
 * many requests of an address are, fewer once several were refused.
 */
public final class HookRoutes {
    private static final int LARGEST_BODY = 1 << 20;
    private static final int REQUESTS = 1_200;
    private static final int REFUSALS = 60;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    /** As the checker has it: what is no such path is asked of nobody. */
    private static final Pattern PATH = Pattern.compile("/hooks(/[A-Za-z0-9._~-]+)+");

    private final Operations operations;
    private final Gate gate;
    private final RateLimit requests;
    private final RateLimit refusals;

    public HookRoutes(Operations operations, Gate gate, Clock clock) {
        this.operations = operations;
        this.gate = gate;
        this.requests = new RateLimit(REQUESTS, WINDOW, clock);
        this.refusals = new RateLimit(REFUSALS, WINDOW, clock);
    }

    public void install(RoutesConfig routes) {
        routes.post("/hooks/*", this::take, Role.OPEN);
    }

    private void take(Context ctx) {
        String address = gate.address(ctx);
        if (!requests.allow(address)) {
            tooMany(ctx);
            return;
        }
        try {
            if (!PATH.matcher(ctx.path()).matches()) {
                throw new Problem(Problem.Kind.NOT_FOUND, "There is nothing at " + ctx.path() + ".");
            }
            ctx.status(202).json(operations.deliver(request(ctx)));
        } catch (Problem problem) {
            answer(ctx, address, problem);
        }
    }

    private void answer(Context ctx, String address, Problem problem) {
        boolean stranger = switch (problem.kind()) {
            case UNAUTHENTICATED, NOT_FOUND, TOO_LARGE -> true;
            case BAD_REQUEST, FORBIDDEN, CONFLICT, CHANGED, INVALID, UNSEEN, UNAVAILABLE -> false;
        };
        if (stranger && !refusals.allow(address)) {
            tooMany(ctx);
        } else if (problem.kind() == Problem.Kind.UNAUTHENTICATED) {
            // Not the challenge of the API: no token opens this.
            Problems.write(ctx, 401, "unsigned", String.valueOf(problem.getMessage()), Map.of());
        } else {
            Problems.write(ctx, problem);
            if (problem.details().containsKey("paused")) {
                ctx.header("Retry-After", "60");
            }
        }
    }

    private static void tooMany(Context ctx) {
        ctx.header("Retry-After", String.valueOf(WINDOW.toSeconds()));
        Problems.write(ctx, 429, "too-many", "Too many requests. Wait a minute, then try again.", Map.of());
    }

    private static TriggerViews.HookRequest request(Context ctx) {
        byte[] body;
        try {
            body = ctx.bodyInputStream().readNBytes(LARGEST_BODY + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (body.length > LARGEST_BODY) {
            throw tooLarge();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        Collections.list(ctx.req().getHeaderNames())
                .forEach(name -> headers.putIfAbsent(
                        name.toLowerCase(Locale.ROOT), String.valueOf(ctx.req().getHeader(name))));
        Map<String, String> query = new LinkedHashMap<>();
        ctx.queryParamMap().forEach((name, values) -> query.put(name, values.isEmpty() ? "" : values.getFirst()));
        return new TriggerViews.HookRequest(ctx.path(), headers, query, body);
    }

    private static Problem tooLarge() {
        return new Problem(Problem.Kind.TOO_LARGE, "The body is too large: at most 1 MiB is read here.");
    }
}
