package dev.signalbox.console.page;

import io.javalin.http.Context;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sign-in page's documents: plain HTML that works without a script. */
final class SignInPage {
    private static final Map<Character, String> ESCAPES =
            Map.of('&', "&amp;", '<', "&lt;", '>', "&gt;", '"', "&quot;", '\'', "&#39;");

    private SignInPage() {}

    /**
     * The ways in.
     *
     * @param next where to go then
     * @param mistake what went wrong with the last try; null at the first
     * @param tokens whether a token may be typed in
     * @param issuer the provider's host; null without one
     */
    record Ways(
            String next,
            @Nullable String mistake,
            boolean tokens,
            @Nullable String issuer) {}

    static void ways(Context ctx, int status, Ways ways) {
        StringBuilder body = new StringBuilder();
        if (ways.mistake() != null) {
            body.append(
                    "<p role=\"alert\" class=\"mistake\" id=\"mistake\">%s</p>%n".formatted(escape(ways.mistake())));
        }
        if (ways.issuer() != null) {
            body.append("""
                    <form method="post" action="/signin/oidc">
                      <input type="hidden" name="next" value="%s">
                      <button type="submit"%s>Continue with %s</button>
                    </form>
                    """.formatted(escape(ways.next()), ways.tokens() ? "" : " autofocus", escape(ways.issuer())));
        }
        if (ways.tokens() && ways.issuer() != null) {
            body.append("<p class=\"or\"><span>or</span></p>\n");
        }
        if (ways.tokens()) {
            body.append("""
                    <form method="post" action="/signin">
                      <input type="hidden" name="next" value="%s">
                      <label for="token">Token</label>
                      <input id="token" name="token" type="password" autocomplete="current-password" required autofocus
                        spellcheck="false" aria-describedby="where%s"%s>
                      <p id="where">The server printed a sign-in link when it started. The operator’s token is kept in the
                        workspace’s <code>.signalbox/token</code>.</p>
                      <button type="submit"%s>Sign in</button>
                    </form>
                    """.formatted(
                            escape(ways.next()),
                            ways.mistake() == null ? "" : " mistake",
                            ways.mistake() == null ? "" : " aria-invalid=\"true\"",
                            ways.issuer() == null ? "" : " class=\"second\""));
        } else if (ways.issuer() == null) {
            body.append(
                    "<p>This server takes no tokens on this page. The link that it printed when it started signs the"
                            + " operator in.</p>\n");
        }
        document(ctx, status, body.toString());
    }

    /** For somebody who came with a one-time code: one form, which sends itself where scripts run. */
    static void code(Context ctx, String code, String next) {
        document(ctx, 200, """
                <form method="post" action="/signin" id="code">
                  <input type="hidden" name="code" value="%s">
                  <input type="hidden" name="next" value="%s">
                  <p role="status">Signing in…</p>
                  <button type="submit" autofocus>Sign in</button>
                </form>
                <script src="/signin.js"></script>
                """.formatted(escape(code), escape(next)));
    }

    /** For somebody who has shown who they are, and is nobody here. */
    static void stranger(Context ctx, String told) {
        document(ctx, 403, """
                <h2>You are not on the list</h2>
                <p role="alert">%s</p>
                <p>Whoever runs this server can add you to <code>people</code> in <code>signalbox.yaml</code>; after that, try
                  again.</p>
                <p><a class="button" href="/signin">Try again</a></p>
                """.formatted(escape(told)));
    }

    /** For somebody who is signed in and came by a link that leads them nowhere. */
    static void told(Context ctx, int status, String heading, String told) {
        document(ctx, status, """
                <h2>%s</h2>
                <p role="alert">%s</p>
                <p><a class="button" href="/">Go to your inbox</a></p>
                """.formatted(escape(heading), escape(told)));
    }

    /**
     * For somebody who has left and came by a provider, where they are signed in still: that is theirs to end, for it may let
     * them into much else.
     *
     * @param farewell where they end it, which says who they are
     */
    static void out(Context ctx, URI farewell) {
        document(ctx, 200, """
                <h2>You are signed out here</h2>
                <p role="status">At %1$s you are signed in still: whoever has this browser can come in again by it.</p>
                <p><a class="button" href="%2$s">Sign out at %1$s too</a></p>
                <p class="or"><span>or</span></p>
                <p><a href="/signin">Sign in again</a></p>
                """.formatted(escape(farewell.getHost()), escape(farewell.toString())));
    }

    private static void document(Context ctx, int status, String body) {
        ctx.status(status).contentType("text/html; charset=utf-8").result("""
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>Sign in · Signalbox</title>
                <link rel="icon" href="/icon.svg">
                <link rel="stylesheet" href="/signin.css">
                </head>
                <body><main>
                <h1><svg viewBox="0 0 32 32" aria-hidden="true"><rect x="9" y="2" width="14" height="28" rx="7" class="box"/><circle
                  cx="16" cy="10" r="4.2" class="stop"/><circle cx="16" cy="22" r="4.2" class="go"/></svg>Signalbox</h1>
                %s</main></body>
                </html>
                """.formatted(body));
    }

    static String escape(String text) {
        StringBuilder safe = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            safe.append(ESCAPES.getOrDefault(c, String.valueOf(c)));
        }
        return safe.toString();
    }
}
