package dev.signalbox.console.oidc;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import dev.signalbox.console.access.Admission;
import dev.signalbox.dsl.model.Workspace;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The authorization code flow with PKCE. Each way out has a state, a nonce, a verifier and a secret that the browser keeps:
 * the way back must be of the same browser, within ten minutes, and counts once. At most 1,000 are under way, the oldest
 * forgotten first. What a provider says of itself is read again after an hour.
 */
public final class OpenIdSignIn {
    public static final Duration WAY_LASTS = Duration.ofMinutes(10);
    private static final Duration KNOWN_FOR = Duration.ofHours(1);
    private static final int MOST = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(OpenIdSignIn.class);

    /**
     * @param to where the browser goes
     * @param secret what its cookie keeps until it is back
     */
    public record Departure(URI to, String secret) {}

    /**
     * @param next where the person wanted to go
     * @param farewell where they can sign out at the provider; null where it offers that nowhere
     */
    public record Arrival(
            Identity identity, String next, @Nullable URI farewell) {}

    private record Under(
            OpenIdProvider provider,
            Nonce nonce,
            CodeVerifier verifier,
            String secret,
            URI redirect,
            String next,
            Instant until) {}

    private record Known(OpenIdProvider provider, Instant until) {}

    private final Clock clock;
    private final Fetch fetch = new Fetch();
    private final Map<String, Under> underWay = new LinkedHashMap<>();
    private @Nullable Known known;

    public OpenIdSignIn(Clock clock) {
        this.clock = clock;
    }

    /** Sends somebody off to the provider. */
    public Departure begin(Admission.Provider configured, URI redirect, String next) throws Refused {
        OpenIdProvider provider = provider(configured);
        State state = new State();
        Nonce nonce = new Nonce();
        CodeVerifier verifier = new CodeVerifier();
        String secret = new State().getValue();
        Scope scope = new Scope("openid");
        configured.settings().scopes().forEach(scope::add);
        URI to = new AuthenticationRequest.Builder(ResponseType.CODE, scope, provider.client(), redirect)
                .endpointURI(provider.authorizationEndpoint())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build()
                .toURI();
        synchronized (this) {
            underWay.put(
                    state.getValue(),
                    new Under(
                            provider,
                            nonce,
                            verifier,
                            secret,
                            redirect,
                            next,
                            clock.instant().plus(WAY_LASTS)));
            while (underWay.size() > MOST) {
                underWay.remove(underWay.keySet().iterator().next());
            }
        }
        return new Departure(to, secret);
    }

    /**
     * Takes somebody in who comes back.
     *
     * @param address the whole address they came back to
     * @param secret what their browser kept; null when it kept nothing
     */
    public Arrival finish(URI address, @Nullable String secret) throws Refused {
        try {
            return arrival(address, secret);
        } catch (Refused e) {
            LOG.warn("A sign-in by OpenID Connect was refused: {}", e.getMessage());
            throw e;
        }
    }

    private Arrival arrival(URI address, @Nullable String secret) throws Refused {
        AuthenticationResponse response;
        try {
            response = AuthenticationResponseParser.parse(address);
        } catch (ParseException e) {
            throw stale();
        }
        Under way = takeUp(response.getState());
        boolean same = secret != null && MessageDigest.isEqual(bytes(secret), bytes(way.secret()));
        if (!same || way.until().isBefore(clock.instant())) {
            throw stale();
        }
        Issuer answers = response.getIssuer();
        if (answers == null
                ? way.provider().saysWhoAnswers()
                : !answers.equals(way.provider().issuer())) {
            throw new Refused(Refused.Why.UNTRUE, "Another provider answered than was asked.");
        }
        if (!response.indicatesSuccess()) {
            throw new Refused(Refused.Why.UNTRUE, "The provider did not sign you in.");
        }
        AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
        if (code == null) {
            throw stale();
        }
        OpenIdProvider.Proven proven = way.provider().exchange(code, way.redirect(), way.verifier(), way.nonce());
        return new Arrival(
                identity(proven.claims(), way.provider().configured().settings()), way.next(), proven.farewell());
    }

    private static Identity identity(IDTokenClaimsSet claims, Workspace.Oidc settings) throws Refused {
        Object name = claims.getClaim(settings.person());
        if (!(name instanceof String text) || text.isBlank()) {
            throw new Refused(Refused.Why.UNTRUE, "The provider says nothing under `" + settings.person() + "`.");
        }
        // At some providers anybody may write any address into their own account.
        if (settings.person().equals("email") && !Boolean.TRUE.equals(claims.getClaim("email_verified"))) {
            throw new Refused(Refused.Why.UNTRUE, "The provider has not verified your e-mail address.");
        }
        Set<String> groups = new LinkedHashSet<>();
        Object told = settings.groups() == null ? null : claims.getClaim(settings.groups());
        if (told instanceof Collection<?> several) {
            several.forEach(group -> groups.add(String.valueOf(group)));
        } else if (told != null) {
            groups.add(String.valueOf(told));
        }
        return new Identity(text, groups);
    }

    private synchronized Under takeUp(@Nullable State state) throws Refused {
        Under way = state == null ? null : underWay.remove(state.getValue());
        if (way == null) {
            throw stale();
        }
        return way;
    }

    /** The lock is not held while the provider is asked: a slow one delays those alone who want to go there. */
    private OpenIdProvider provider(Admission.Provider configured) throws Refused {
        synchronized (this) {
            if (known != null
                    && known.provider().configured().equals(configured)
                    && known.until().isAfter(clock.instant())) {
                return known.provider();
            }
        }
        OpenIdProvider found;
        try {
            found = OpenIdProvider.discover(configured, fetch);
        } catch (Refused e) {
            LOG.warn("No sign-in by OpenID Connect: {}", e.getMessage());
            throw e;
        }
        synchronized (this) {
            known = new Known(found, clock.instant().plus(KNOWN_FOR));
        }
        return found;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static Refused stale() {
        return new Refused(
                Refused.Why.STALE,
                "This sign-in was begun in another browser, too long ago, or is used up. Begin again.");
    }
}
