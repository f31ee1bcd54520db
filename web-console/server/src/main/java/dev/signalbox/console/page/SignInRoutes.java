package dev.signalbox.console.page;

import dev.signalbox.console.access.Caller;
import dev.signalbox.console.access.Gate;
import dev.signalbox.console.access.Role;
import dev.signalbox.console.access.SignIn;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /signin}: a token typed in, or a one-time code from the printed address, becomes a session cookie. Looking at the
 * address uses nothing up: only the form's POST does, which the page sends by itself where scripts run.
 */
public final class SignInRoutes {
    private static final SecureRandom RANDOM = new SecureRandom();
    private final SignIn signIn;
    private final boolean overTls;

    /** @param overTls whether browsers reach this server by https, so that the cookie may say so */
    public SignInRoutes(SignIn signIn, boolean overTls) {
        this.signIn = signIn;
        this.overTls = overTls;
    }

    public void install(RoutesConfig routes) {
        routes.get("/signin", this::show, Role.OPEN);
        routes.post("/signin", this::enter, Role.OPEN);
        routes.get("/signin.css", SignInRoutes::style, Role.OPEN);
        routes.post("/signout", this::leave, Role.OPEN);
    }

    private void show(Context ctx) {
        String code = ctx.queryParam("code");
        if (code == null || code.isBlank()) {
            page(ctx, 200, tokenForm(ctx.queryParam("next"), null));
            return;
        }
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        String nonce = HexFormat.of().formatHex(bytes);
        Headers.allowScript(ctx, nonce);
        page(ctx, 200, """
                <form method="post" action="/signin">
                  <input type="hidden" name="code" value="%s">
                  <p>Signing in…</p>
                  <button type="submit" autofocus>Sign in</button>
                </form>
                <script nonce="%s">document.forms[0].submit()</script>
                """.formatted(escape(code), nonce));
    }

    private void enter(Context ctx) {
        String address = ctx.req().getRemoteAddr();
        String next = ctx.formParam("next");
        if (!signIn.mayTry(address)) {
            ctx.header("Retry-After", "60");
            page(ctx, 429, tokenForm(next, "Too many tries. Wait a minute, then try again."));
            return;
        }
        Optional<Caller> caller;
        String mistake;
        String code = ctx.formParam("code");
        if (code != null) {
            caller = signIn.byCode(code);
            mistake = "This address has been used already, or is too old. Sign in with the token instead.";
        } else {
            caller = Optional.ofNullable(ctx.formParam("token"))
                    .map(String::strip)
                    .flatMap(signIn::byToken);
            mistake = "That is not the token.";
        }
        if (caller.isEmpty()) {
            page(ctx, 401, tokenForm(next, mistake));
            return;
        }
        signIn.succeeded(address);
        ctx.cookie(new Cookie(
                Gate.COOKIE,
                signIn.open(caller.get()),
                "/",
                (int) SignIn.SESSION_LASTS.toSeconds(),
                overTls,
                true,
                null,
                SameSite.STRICT));
        ctx.redirect(within(next), HttpStatus.SEE_OTHER);
    }

    private void leave(Context ctx) {
        String session = ctx.cookie(Gate.COOKIE);
        if (session != null) {
            signIn.end(session);
        }
        ctx.removeCookie(Gate.COOKIE);
        ctx.redirect("/signin", HttpStatus.SEE_OTHER);
    }

    /** A path of this server, or the start page for anything else. */
    private static String within(@Nullable String next) {
        return next != null && next.matches("/[A-Za-z0-9][A-Za-z0-9._~%/-]*") ? next : "/";
    }

    private static String tokenForm(@Nullable String next, @Nullable String mistake) {
        return """
                <form method="post" action="/signin">
                  <input type="hidden" name="next" value="%s">
                  <label for="token">Token</label>
                  <input id="token" name="token" type="password" autocomplete="current-password" required autofocus
                    aria-describedby="where"%s>
                  %s
                  <p id="where">The server printed a sign-in address when it started. The operator's token is kept in the
                    workspace's <code>.signalbox/token</code>.</p>
                  <button type="submit">Sign in</button>
                </form>
                """.formatted(
                        escape(within(next)),
                        mistake == null ? "" : " aria-invalid=\"true\"",
                        mistake == null ? "" : "<p role=\"alert\" class=\"mistake\">" + escape(mistake) + "</p>");
    }

    private static void page(Context ctx, int status, String body) {
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
                <body><main><h1>Signalbox</h1>
                %s</main></body>
                </html>
                """.formatted(body));
    }

    private static void style(Context ctx) {
        ctx.contentType("text/css; charset=utf-8").result(Resources.text("/dev/signalbox/console/signin.css"));
    }

    private static final Map<Character, String> ESCAPES =
            Map.of('&', "&amp;", '<', "&lt;", '>', "&gt;", '"', "&quot;", '\'', "&#39;");

    private static String escape(String text) {
        StringBuilder safe = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            safe.append(ESCAPES.getOrDefault(c, String.valueOf(c)));
        }
        return safe.toString();
    }
}
