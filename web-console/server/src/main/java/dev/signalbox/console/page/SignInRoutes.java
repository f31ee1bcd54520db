package dev.signalbox.console.page;

import dev.signalbox.console.access.Admission;
import dev.signalbox.console.access.Gate;
import dev.signalbox.console.access.Role;
import dev.signalbox.console.access.Sessions;
import dev.signalbox.console.access.SignIn;
import dev.signalbox.runtime.api.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /signin}: a token typed in, or a one-time code from the printed address, becomes a session cookie. Looking at the
 * address uses nothing up: only the form's POST does, which the page sends by itself where scripts run.
 */
public final class SignInRoutes {
    /** No form of ours is larger, and nobody has shown yet who they are. */
    private static final int LARGEST_FORM = 16 << 10;

    private final SignIn signIn;
    private final Gate gate;
    private final boolean overTls;

    /** @param overTls whether browsers reach this server by https, so that the cookie may say so */
    public SignInRoutes(SignIn signIn, Gate gate, boolean overTls) {
        this.signIn = signIn;
        this.gate = gate;
        this.overTls = overTls;
    }

    public void install(RoutesConfig routes) {
        routes.get("/signin", this::show, Role.OPEN);
        routes.post("/signin", this::enter, Role.OPEN);
        routes.get("/signin.css", ctx -> own(ctx, "text/css", "signin.css"), Role.OPEN);
        routes.get("/signin.js", ctx -> own(ctx, "text/javascript", "signin.js"), Role.OPEN);
        routes.post("/signout", this::leave, Role.OPEN);
    }

    private void show(Context ctx) {
        Optional<String> stranger = gate.strangerAtProxy(ctx);
        if (stranger.isPresent()) {
            SignInPage.stranger(
                    ctx, "The proxy calls you “" + stranger.get() + "”. Nobody here is known by that name.");
            return;
        }
        String code = ctx.queryParam("code");
        String next = Onward.within(ctx.queryParam("next"));
        if (code == null || code.isBlank()) {
            again(ctx, 200, next, null);
        } else {
            SignInPage.code(ctx, code, next);
        }
    }

    private void enter(Context ctx) {
        checkSize(ctx);
        String address = gate.address(ctx);
        String next = Onward.within(ctx.formParam("next"));
        if (!signIn.mayTry(address)) {
            tooMany(ctx, next);
            return;
        }
        String code = ctx.formParam("code");
        Optional<String> session;
        String mistake;
        if (code != null) {
            session = signIn.enterByCode(code);
            mistake = "This link has been used already, or is too old.";
        } else {
            session = Optional.ofNullable(ctx.formParam("token"))
                    .map(String::strip)
                    .flatMap(signIn::enterByToken);
            mistake = signIn.admission().tokens()
                    ? "That is not the token."
                    : "This server takes no tokens on this page.";
        }
        if (session.isEmpty()) {
            again(ctx, 401, next, mistake);
            return;
        }
        signIn.succeeded(address);
        give(ctx, session.get());
        ctx.redirect(next, HttpStatus.SEE_OTHER);
    }

    void tooMany(Context ctx, String next) {
        ctx.header("Retry-After", "60");
        again(ctx, 429, next, "Too many tries. Wait a minute, then try again.");
    }

    /** The session's cookie: for this server alone, and no script reads it. An older session of this browser ends. */
    void give(Context ctx, String session) {
        signIn.sessions().end(gate.session(ctx));
        ctx.cookie(new Cookie(
                gate.cookieName(),
                session,
                "/",
                (int) Sessions.LONGEST.toSeconds(),
                overTls,
                true,
                null,
                SameSite.STRICT));
    }

    void again(Context ctx, int status, String next, @Nullable String mistake) {
        Admission now = signIn.admission();
        String issuer = now.provider() == null
                ? null
                : now.provider().settings().issuer().getHost();
        SignInPage.ways(ctx, status, new SignInPage.Ways(next, mistake, now.tokens(), issuer));
    }

    static void checkSize(Context ctx) {
        long length = ctx.req().getContentLengthLong();
        if (length < 0 || length > LARGEST_FORM) {
            throw new Problem(Problem.Kind.BAD_REQUEST, "A form has a length of at most " + LARGEST_FORM + " bytes.");
        }
    }

    private void leave(Context ctx) {
        Optional<URI> farewell = signIn.sessions().end(gate.session(ctx));
        ctx.cookie(new Cookie(gate.cookieName(), "", "/", 0, overTls, true, null, SameSite.STRICT));
        farewell.ifPresentOrElse(
                provider -> SignInPage.out(ctx, provider), () -> ctx.redirect("/signin", HttpStatus.SEE_OTHER));
    }

    private static void own(Context ctx, String type, String file) {
        ctx.contentType(type + "; charset=utf-8").result(Resources.text("/dev/signalbox/console/" + file));
    }
}
