package dev.signalbox.console.access;

import dev.signalbox.runtime.api.Problem;
import io.javalin.http.Context;
import io.javalin.http.TooManyRequestsResponse;
import io.javalin.security.RouteRole;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every route. Lets a request through when it comes from where it may ({@link Source}) and its caller has the
 * route's role. A route without a role is refused: forgetting one closes it.
 */
public final class Gate {
    private static final String CALLER = "caller";

    private final SignIn signIn;
    private final Source source;
    private final String cookie;

    /**
     * @param hosts the names this server answers to, lower case, without a port
     * @param overTls whether browsers reach this server by https
     */
    public Gate(SignIn signIn, Set<String> hosts, boolean overTls) {
        this.signIn = signIn;
        this.source = new Source(hosts);
        // The prefix keeps a neighbour's host from setting it; a browser takes it over https only.
        this.cookie = overTls ? "__Host-signalbox_session" : "signalbox_session";
    }

    /** The name of the session's cookie. */
    public String cookieName() {
        return cookie;
    }

    /** The session's secret that a browser sends; null when it sends none. */
    public @Nullable String session(Context ctx) {
        return ctx.cookie(cookie);
    }

    /** Refuses what comes from elsewhere: for every request, matched or not. */
    public void checkSource(Context ctx) {
        source.check(ctx);
        TrustedProxy proxy = signIn.admission().proxy();
        if (proxy != null) {
            proxy.check(ctx);
        }
    }

    /** Refuses a caller without the route's role. Runs before every matched route. */
    public void checkRole(Context ctx) {
        Set<RouteRole> wanted = ctx.routeRoles();
        if (wanted.contains(Role.OPEN)) {
            return;
        }
        Caller caller = find(ctx).orElseThrow(() -> unknown(ctx));
        if (wanted.isEmpty() || !caller.roles().containsAll(wanted)) {
            throw new Problem(
                    Problem.Kind.FORBIDDEN,
                    caller.name() + " may not do this: it needs the role " + words(wanted) + ".",
                    Map.of("needs", words(wanted)));
        }
        Source.checkHeader(ctx, caller);
        String session = session(ctx);
        if (session != null) {
            signIn.sessions().use(session);
        }
        ctx.attribute(CALLER, caller);
    }

    private Problem unknown(Context ctx) {
        return strangerAtProxy(ctx)
                .map(name -> new Problem(
                        Problem.Kind.FORBIDDEN,
                        "The proxy calls you " + name + ", and nobody here is known by that name."))
                .orElseGet(() -> new Problem(
                        Problem.Kind.UNAUTHENTICATED,
                        "Sign in, or send the token of .signalbox/token as `Authorization: Bearer TOKEN`."));
    }

    /**
     * Who calls, when they have shown it by a token, a proxy's word or a session. Counts a token that is nobody's; refuses every
     * token of an address that has sent too many of them.
     */
    public Optional<Caller> find(Context ctx) {
        String token = token(ctx);
        if (token == null) {
            return withoutToken(ctx);
        }
        try {
            return signIn.byTokenFrom(address(ctx), token);
        } catch (TooManyRequestsResponse e) {
            ctx.header("Retry-After", String.valueOf(Guesses.WINDOW.toSeconds()));
            throw e;
        }
    }

    /** Whether who was let in by {@link #find} still would be: no new try, whatever others at that address have tried since. */
    public boolean stands(Context ctx) {
        String token = token(ctx);
        return (token == null ? withoutToken(ctx) : signIn.byToken(token)).isPresent();
    }

    private static @Nullable String token(Context ctx) {
        String header = ctx.header("Authorization");
        return header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? header.substring(7).strip()
                : null;
    }

    private Optional<Caller> withoutToken(Context ctx) {
        Admission now = signIn.admission();
        Optional<String> said = atProxy(now, ctx);
        if (said.isPresent()) {
            return said.flatMap(now::knownAs).map(person -> Caller.of(person, true));
        }
        String session = session(ctx);
        return ctx.header("Authorization") != null || session == null
                ? Optional.empty()
                : signIn.sessions().find(session);
    }

    /** What a trusted proxy calls somebody whom the workspace does not know. */
    public Optional<String> strangerAtProxy(Context ctx) {
        Admission now = signIn.admission();
        return atProxy(now, ctx).filter(name -> now.knownAs(name).isEmpty());
    }

    private static Optional<String> atProxy(Admission now, Context ctx) {
        TrustedProxy proxy = now.proxy();
        return proxy == null ? Optional.empty() : proxy.caller(ctx);
    }

    /** The address that the person's own machine has, as far as a trusted proxy tells it. */
    public String address(Context ctx) {
        TrustedProxy proxy = signIn.admission().proxy();
        return proxy == null ? ctx.req().getRemoteAddr() : proxy.address(ctx);
    }

    /** The caller of a route that passed {@link #checkRole}. */
    public static Caller caller(Context ctx) {
        Caller caller = ctx.attribute(CALLER);
        if (caller == null) {
            throw new IllegalStateException("an open route has no caller");
        }
        return caller;
    }

    private static String words(Set<RouteRole> roles) {
        return roles.stream()
                .map(role -> switch ((Role) role) {
                    case OPEN -> "none";
                    case VIEW -> "viewer";
                    case START -> "starter";
                    case DECIDE -> "approver";
                    case AUTHOR -> "author";
                    case OPERATE -> "operator";
                })
                .reduce((a, b) -> a + " and " + b)
                .orElse("of nobody");
    }
}
