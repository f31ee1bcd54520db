package dev.signalbox.console.page;

import io.javalin.http.Context;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page that only leads on. A browser sends a SameSite=Strict cookie with nothing that another site began, redirects
 * included: who follows a link from a chat, or comes back from their provider, would seem signed out. This page is ours, so
 * what it leads to is begun by us.
 */
final class Onward {
    /** Not {@code //host}, which is another server, and nothing that a browser would read as a slash. */
    private static final Pattern HERE = Pattern.compile("/(?!/)[A-Za-z0-9._~%!$&'()*+,;=:@/?-]*");

    private Onward() {}

    static boolean ledHereFromElsewhere(Context ctx) {
        String site = ctx.header("Sec-Fetch-Site");
        return "cross-site".equals(site) || "same-site".equals(site);
    }

    /** Where the request wanted to go, as it was written. */
    static String here(Context ctx) {
        String query = ctx.queryString();
        return within(ctx.req().getRequestURI() + (query == null ? "" : "?" + query));
    }

    /** A path of this server, or the start page for anything else. */
    static String within(@Nullable String address) {
        return address != null && HERE.matcher(address).matches() ? address : "/";
    }

    /** Not a redirect: it would go on as the other site's. */
    static void to(Context ctx, String address) {
        String safe = SignInPage.escape(address);
        ctx.contentType("text/html; charset=utf-8").result("""
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="refresh" content="0;url=%s">
                <meta name="color-scheme" content="light dark">
                <title>Signalbox</title>
                <link rel="stylesheet" href="/signin.css">
                </head>
                <body><main class="onward"><p><a href="%s">Go on</a></p></main></body>
                </html>
                """.formatted(safe, safe));
    }
}
