package dev.signalbox.console.page;

import dev.signalbox.console.access.Admission;
import dev.signalbox.console.access.Gate;
import dev.signalbox.console.access.Person;
import dev.signalbox.console.access.Role;
import dev.signalbox.console.access.SignIn;
import dev.signalbox.console.oidc.OpenIdSignIn;
import dev.signalbox.console.oidc.Refused;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code /signin/oidc}: the way to the provider and back. Who comes back and is a person of the workspace gets a session of
 * ours; what the provider sent is thrown away, but for the address at which they can sign out there.
 */
public final class OpenIdRoutes {
    private static final String PATH = "/signin/oidc";

    /** Kept by the browser while it is away. Lax: the way back is begun by the provider. */
    private static final String COOKIE = "signalbox_oidc";

    private final SignIn signIn;
    private final Gate gate;
    private final SignInRoutes page;
    private final OpenIdSignIn openId;
    private final Supplier<String> url;
    private final boolean overTls;

    /** @param url where browsers reach this server, without a slash at the end */
    public OpenIdRoutes(
            SignIn signIn, Gate gate, SignInRoutes page, OpenIdSignIn openId, Supplier<String> url, boolean overTls) {
        this.signIn = signIn;
        this.gate = gate;
        this.page = page;
        this.openId = openId;
        this.url = url;
        this.overTls = overTls;
    }

    public void install(RoutesConfig routes) {
        routes.post(PATH, this::begin, Role.OPEN);
        routes.get(PATH, this::finish, Role.OPEN);
    }

    private void begin(Context ctx) {
        SignInRoutes.checkSize(ctx);
        String next = Onward.within(ctx.formParam("next"));
        Admission.Provider provider = signIn.admission().provider();
        if (provider == null) {
            page.again(ctx, 404, next, "This server knows no provider.");
        } else if (!signIn.mayTry(gate.address(ctx))) {
            page.tooMany(ctx, next);
        } else {
            try {
                OpenIdSignIn.Departure departure = openId.begin(provider, URI.create(url.get() + PATH), next);
                keep(ctx, departure.secret(), (int) OpenIdSignIn.WAY_LASTS.toSeconds());
                // Not a redirect: the policy lets our forms lead to us alone, redirects included.
                Onward.to(ctx, departure.to().toString());
            } catch (Refused e) {
                refuse(ctx, e, next);
            }
        }
    }

    private void finish(Context ctx) {
        keep(ctx, "", 0);
        if (signIn.admission().provider() == null) {
            page.again(ctx, 404, "/", "This server knows no provider.");
            return;
        }
        String query = ctx.queryString();
        try {
            OpenIdSignIn.Arrival arrival = openId.finish(
                    URI.create(url.get() + PATH + (query == null ? "" : "?" + query)), ctx.cookie(COOKIE));
            String name = arrival.identity().name();
            Optional<Person> person = signIn.admission().knownAs(name);
            if (person.isEmpty()) {
                SignInPage.stranger(ctx, "Your provider calls you “" + name + "”. Nobody here is known by that name.");
                return;
            }
            signIn.succeeded(gate.address(ctx));
            page.give(ctx, signIn.enter(person.get(), arrival.identity().groups(), arrival.farewell()));
            Onward.to(ctx, arrival.next());
        } catch (Refused e) {
            refuse(ctx, e, "/");
        } catch (IllegalArgumentException e) {
            page.again(ctx, 401, "/", "That address is none a provider sends anybody back to. Begin again.");
        }
    }

    private void refuse(Context ctx, Refused refused, String next) {
        int status = switch (refused.why()) {
            case UNAVAILABLE -> 503;
            case STALE, UNTRUE -> 401;
        };
        page.again(ctx, status, next, String.valueOf(refused.getMessage()));
    }

    private void keep(Context ctx, String secret, int seconds) {
        ctx.cookie(new Cookie(COOKIE, secret, PATH, seconds, overTls, true, null, SameSite.LAX));
    }
}
