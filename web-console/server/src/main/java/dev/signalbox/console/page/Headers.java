package dev.signalbox.console.page;

import io.javalin.http.Context;

/** What every answer tells the browser: run nothing but our own script, embed us nowhere, keep no API answer. */
public final class Headers {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private Headers() {}

    public static void set(Context ctx) {
        ctx.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                // Not `no-referrer`: it makes a browser send `Origin: null` with our own sign-in form.
                .header("Referrer-Policy", "same-origin")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
                .header("Cache-Control", "no-store");
    }

    /** For a page with one inline script of ours. */
    static void allowScript(Context ctx, String nonce) {
        ctx.header("Content-Security-Policy", POLICY.replace("script-src 'self'", "script-src 'nonce-" + nonce + "'"));
    }
}
