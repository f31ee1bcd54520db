package dev.signalbox.console.access;

import dev.signalbox.runtime.api.Problem;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.security.RouteRole;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stands before every route. Lets a request through when its Host is a name this server answers to, its Origin is the
 * server's own (on anything that changes something), and its caller has the route's role. A route without a role is
 * refused: forgetting one closes it.
 */
public final class Gate {
    /** The session's cookie. */
    public static final String COOKIE = "signalbox_session";

    private static final String CALLER = "caller";
    private final SignIn signIn;
    private final Set<String> hosts;

    /** @param hosts the names this server answers to, lower case, without a port */
    public Gate(SignIn signIn, Set<String> hosts) {
        this.signIn = signIn;
        this.hosts = Set.copyOf(hosts);
    }

    /** Refuses a foreign Host or Origin: for every request, matched or not. */
    public void checkSource(Context ctx) {
        String host = ctx.header("Host");
        if (host == null || !hosts.contains(nameOf(host))) {
            throw new Problem(
                    Problem.Kind.FORBIDDEN,
                    "This server does not answer to that host name; use the address it printed when it started.");
        }
        if (!safe(ctx.method())) {
            checkOrigin(ctx, host);
        }
    }

    private static void checkOrigin(Context ctx, String host) {
        String origin = ctx.header("Origin");
        boolean own = origin != null
                && (origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host));
        // A browser always sends an Origin on an unsafe method; a program with a token has none to send.
        boolean program = origin == null && ctx.header("Authorization") != null;
        if (!own && !program) {
            throw new Problem(
                    Problem.Kind.FORBIDDEN,
                    "This request comes from another page. Only the console's own page, or a program with a token, may change something.");
        }
    }

    /** Refuses a caller without the route's role. Runs before every matched route. */
    public void checkRole(Context ctx) {
        Set<RouteRole> wanted = ctx.routeRoles();
        if (wanted.contains(Role.OPEN)) {
            return;
        }
        Caller caller = find(ctx)
                .orElseThrow(() -> new Problem(
                        Problem.Kind.UNAUTHENTICATED,
                        "Sign in, or send the token of .signalbox/token as `Authorization: Bearer TOKEN`."));
        if (wanted.isEmpty() || !caller.roles().containsAll(wanted)) {
            throw new Problem(
                    Problem.Kind.FORBIDDEN,
                    caller.name() + " may not do this: it needs the role " + words(wanted) + ".",
                    Map.of("needs", words(wanted)));
        }
        ctx.attribute(CALLER, caller);
    }

    /** Who calls, when they have shown it by a token or a session. */
    public Optional<Caller> find(Context ctx) {
        String header = ctx.header("Authorization");
        if (header != null) {
            return header.regionMatches(true, 0, "Bearer ", 0, 7)
                    ? signIn.byToken(header.substring(7).strip())
                    : Optional.empty();
        }
        String cookie = ctx.cookie(COOKIE);
        return cookie == null ? Optional.empty() : signIn.bySession(cookie);
    }

    /** The caller of a route that passed {@link #checkRole}. */
    public static Caller caller(Context ctx) {
        Caller caller = ctx.attribute(CALLER);
        if (caller == null) {
            throw new IllegalStateException("an open route has no caller");
        }
        return caller;
    }

    private static boolean safe(HandlerType method) {
        return method.equals(HandlerType.GET) || method.equals(HandlerType.HEAD) || method.equals(HandlerType.OPTIONS);
    }

    private static String nameOf(String host) {
        int colon = host.lastIndexOf(':');
        String name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
        return name.toLowerCase(Locale.ROOT);
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
