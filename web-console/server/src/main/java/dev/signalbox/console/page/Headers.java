package dev.signalbox.console.page;

import io.javalin.http.Context;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/** What every answer tells the browser: run nothing but our own script, embed us nowhere, keep no API answer. */
public final class Headers {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
                    + "connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** For every answer. */
    public static final Map<String, String> POLICIES = Map.of(
            "Content-Security-Policy", POLICY,
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            // Not `no-referrer`: it makes a browser send `Origin: null` with our own sign-in form.
            "Referrer-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Embedder-Policy", "require-corp",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Cache-Control", "no-store");

    private Headers() {}

    public static void set(Context ctx) {
        POLICIES.forEach(ctx::header);
    }

    /**
     * Lets this one document add styles under a nonce, which the editor does; no attribute and no style of the text of
     * others has it. Gives the nonce, for the document's {@code <meta name="csp-nonce">}.
     */
    static String allowStyles(Context ctx) {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        ctx.header(
                "Content-Security-Policy",
                POLICY.replace("style-src 'self'", "style-src 'self' 'nonce-" + nonce + "'"));
        return nonce;
    }
}
