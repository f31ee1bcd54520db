package dev.signalbox.console.access;

import dev.signalbox.runtime.api.Problem;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Locale;
import java.util.Set;

/**
 * Where a request comes from, matched or not: the Host must be a name this server answers to (no DNS of others points a page
 * here), what changes something must come from the console's own page or a program with a token, and another site may lead
 * a person here but fetch nothing.
 */
final class Source {
    /** Sent by the page with all that changes something. A page of another site cannot, without asking us first. */
    static final String HEADER = "X-Signalbox";

    private final Set<String> hosts;

    /** @param hosts lower case, without a port */
    Source(Set<String> hosts) {
        this.hosts = Set.copyOf(hosts);
    }

    void check(Context ctx) {
        if (isHook(ctx)) {
            return;
        }
        String host = ctx.header("Host");
        if (host == null || !hosts.contains(nameOf(host))) {
            throw new Problem(
                    Problem.Kind.FORBIDDEN,
                    "This server does not answer to that host name; use the address it printed when it started.");
        }
        String site = ctx.header("Sec-Fetch-Site");
        boolean foreign = site != null && !site.equals("same-origin") && !site.equals("none");
        if (safe(ctx)) {
            if (foreign && !"navigate".equals(ctx.header("Sec-Fetch-Mode"))) {
                throw foreign("Another site may lead here, but read and embed nothing.");
            }
            return;
        }
        String origin = ctx.header("Origin");
        boolean own = origin != null
                && !foreign
                && (origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host));
        // A browser always sends an Origin on an unsafe method; a program with a token has none to send.
        boolean program = origin == null && site == null && ctx.header("Authorization") != null;
        if (!own && !program) {
            throw foreign("Only the console's own page, or a program with a token, may change something.");
        }
    }

    /** A signed request of a program: no session counts there, and what a browser is led to send has no signature. */
    private static boolean isHook(Context ctx) {
        return ctx.method().equals(HandlerType.POST)
                && ctx.path().startsWith("/hooks/")
                && !ctx.path().contains("..");
    }

    private static Problem foreign(String why) {
        return new Problem(Problem.Kind.FORBIDDEN, "This request comes from another page. " + why);
    }

    /** Refuses a change that a browser would send by itself, with a session, and that lacks the page's own header. */
    static void checkHeader(Context ctx, Caller caller) {
        if (caller.session() && !safe(ctx) && !"1".equals(ctx.header(HEADER))) {
            throw new Problem(
                    Problem.Kind.FORBIDDEN,
                    "A change with a session needs the header `" + HEADER + ": 1`, which the console's page sends.");
        }
    }

    private static boolean safe(Context ctx) {
        HandlerType method = ctx.method();
        return method.equals(HandlerType.GET) || method.equals(HandlerType.HEAD) || method.equals(HandlerType.OPTIONS);
    }

    private static String nameOf(String host) {
        int colon = host.lastIndexOf(':');
        String name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
        return name.toLowerCase(Locale.ROOT);
    }
}
