package dev.signalbox.console.access;

import dev.signalbox.runtime.api.Problem;
import io.javalin.http.Context;
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

    /** Refuses the header from anybody else. */
    void check(Context ctx) {
        if (header != null && ctx.header(header) != null && !trusts(ctx)) {
            throw new Problem(
                    Problem.Kind.FORBIDDEN,
                    "Only the configured proxy may say who calls; this request is not from it.");
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
        String forwarded = ctx.header("X-Forwarded-For");
        if (forwarded == null || !trusts(ctx)) {
            return direct;
        }
        String[] chain = forwarded.split(",");
        for (int at = chain.length - 1; at >= 0; at--) {
            String hop = chain[at].strip();
            if (!from.has(hop)) {
                return hop;
            }
        }
        return direct;
    }

    @Override
    public String toString() {
        return "TrustedProxy[" + header + "]";
    }
}
