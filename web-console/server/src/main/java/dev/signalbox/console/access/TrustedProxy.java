package dev.signalbox.console.access;

import dev.signalbox.runtime.api.Problem;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A proxy before the server whose word counts: it calls from one of these addresses and, where one is set, shows the shared
 * secret in {@link #SECRET}. From anybody else the header that says who calls is refused, not overlooked: somebody tries, or
 * the proxy lets a visitor's own header through.
 *
 * @param header where it says who calls; null when it only forwards
 * @param secret null when its address alone is trusted
 */
public record TrustedProxy(
        Networks from, @Nullable String header, @Nullable String secret) {
    public static final String SECRET = "X-Signalbox-Proxy";

    private boolean trusts(Context ctx) {
        String shown = ctx.header(SECRET);
        return from.has(ctx.req().getRemoteAddr())
                && (secret == null || (shown != null && Secrets.same(shown, secret)));
    }

    /** Refuses the header from anybody else, and twice: one of them may be the visitor's own. */
    void check(Context ctx) {
        int said = header == null
                ? 0
                : Collections.list(ctx.req().getHeaders(header)).size();
        if (said > 0 && !trusts(ctx)) {
            throw new Problem(
                    Problem.Kind.FORBIDDEN,
                    "Only the configured proxy may say who calls; this request is not from it.");
        }
        if (said > 1) {
            throw new Problem(
                    Problem.Kind.FORBIDDEN,
                    "Who calls is said twice; the proxy must take away what a visitor sends in " + header + ".");
        }
    }

    /** Who calls, as the proxy says; empty when it says nothing. */
    Optional<String> caller(Context ctx) {
        return header == null || !trusts(ctx)
                ? Optional.empty()
                : Optional.ofNullable(ctx.header(header)).map(String::strip).filter(name -> !name.isEmpty());
    }

    /** The address that the request came to the proxy from: the last one in the chain that no proxy of ours added. */
    String address(Context ctx) {
        String direct = ctx.req().getRemoteAddr();
        // A visitor's own line stands before the one that some proxies add, and both are one list.
        List<String> lines = Collections.list(ctx.req().getHeaders("X-Forwarded-For"));
        if (lines.isEmpty() || !trusts(ctx)) {
            return direct;
        }
        String[] chain = String.join(",", lines).split(",", -1);
        for (int at = chain.length - 1; at >= 0; at--) {
            String hop = withoutPort(chain[at].strip());
            if (!hop.isEmpty() && !from.has(hop)) {
                return hop;
            }
        }
        return direct;
    }

    /** Some proxies write the visitor's port behind it, which is another for each connection. */
    private static String withoutPort(String hop) {
        if (hop.startsWith("[")) {
            return hop.substring(1).replaceFirst("](:\\d+)?$", "");
        }
        int colon = hop.indexOf(':');
        return colon > 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }

    @Override
    public String toString() {
        return "TrustedProxy[" + header + "]";
    }
}
