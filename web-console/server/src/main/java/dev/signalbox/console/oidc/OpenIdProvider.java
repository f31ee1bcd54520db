package dev.signalbox.console.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.AuthorizedParty;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.signalbox.console.access.Admission;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A provider as its discovery document describes it, and its keys. Tokens must be signed by one of them with an asymmetric
 * algorithm: never by `none`, and never with the client's secret, which others hold too. Keys are kept five minutes; a token
 * by a key that is not known yet has them read again, at most every few seconds.
 */
final class OpenIdProvider {
    private static final int CLOCKS_DIFFER = 60;
    private static final Set<JWSAlgorithm> TRUSTED = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);
    private static final long KEYS_LAST = 5 * 60_000L;
    private static final long KEYS_WAIT = 5_000L;

    private final Admission.Provider configured;
    private final OIDCProviderMetadata metadata;
    private final Fetch fetch;
    private final IDTokenValidator validator;

    private OpenIdProvider(Admission.Provider configured, OIDCProviderMetadata metadata, Fetch fetch)
            throws IOException {
        this.configured = configured;
        this.metadata = metadata;
        this.fetch = fetch;
        JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                        metadata.getJWKSetURI().toURL(), fetch)
                .cache(KEYS_LAST, KEYS_WAIT)
                .rateLimited(KEYS_WAIT)
                .refreshAheadCache(false)
                .build();
        this.validator = new IDTokenValidator(
                metadata.getIssuer(), client(), new JWSVerificationKeySelector<>(algorithms(metadata), keys), null);
        validator.setMaxClockSkew(CLOCKS_DIFFER);
    }

    /** What it says of itself. A document of another issuer's, or with an endpoint that is not private, is refused. */
    static OpenIdProvider discover(Admission.Provider configured, Fetch fetch) throws Refused {
        URI issuer = configured.settings().issuer();
        try {
            URI document = OIDCProviderMetadata.resolveURL(new Issuer(issuer)).toURI();
            OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(fetch.get(document));
            boolean own = metadata.getIssuer().getValue().equals(issuer.toString());
            for (URI endpoint : endpoints(metadata)) {
                own &= endpoint != null && Fetch.isPrivate(endpoint);
            }
            if (!own) {
                throw unavailable(issuer, "describes another issuer, or endpoints without https");
            }
            return new OpenIdProvider(configured, metadata, fetch);
        } catch (IOException | com.nimbusds.oauth2.sdk.GeneralException | java.net.URISyntaxException e) {
            throw unavailable(issuer, "does not answer as an OpenID provider");
        }
    }

    private static List<@Nullable URI> endpoints(OIDCProviderMetadata metadata) {
        return java.util.Arrays.asList(
                metadata.getAuthorizationEndpointURI(), metadata.getTokenEndpointURI(), metadata.getJWKSetURI());
    }

    private static Set<JWSAlgorithm> algorithms(OIDCProviderMetadata metadata) {
        Set<JWSAlgorithm> algorithms = new LinkedHashSet<>();
        List<JWSAlgorithm> told = metadata.getIDTokenJWSAlgs();
        algorithms.addAll(told == null ? List.of(JWSAlgorithm.RS256) : told);
        algorithms.retainAll(TRUSTED);
        return algorithms.isEmpty() ? Set.of(JWSAlgorithm.RS256) : algorithms;
    }

    Admission.Provider configured() {
        return configured;
    }

    URI authorizationEndpoint() {
        return metadata.getAuthorizationEndpointURI();
    }

    Issuer issuer() {
        return metadata.getIssuer();
    }

    /** Whether an answer without an `iss` is another provider's (RFC 9207). */
    boolean saysWhoAnswers() {
        return metadata.supportsAuthorizationResponseIssuerParam();
    }

    ClientID client() {
        return new ClientID(configured.settings().clientId());
    }

    /**
     * @param claims what the token says
     * @param farewell where its person can sign out here; null where this provider has no such place
     */
    record Proven(IDTokenClaimsSet claims, @Nullable URI farewell) {}

    /** The code's ID token, proven. What the provider sends beside it is thrown away. */
    Proven exchange(AuthorizationCode code, URI redirect, CodeVerifier verifier, Nonce nonce) throws Refused {
        URI issuer = configured.settings().issuer();
        JWT token;
        try {
            AuthorizationCodeGrant grant = new AuthorizationCodeGrant(code, redirect, verifier);
            TokenRequest.Builder request = configured.secret() == null
                    ? new TokenRequest.Builder(metadata.getTokenEndpointURI(), client(), grant)
                    : new TokenRequest.Builder(
                            metadata.getTokenEndpointURI(), authentication(new Secret(configured.secret())), grant);
            HTTPResponse answer = request.build().toHTTPRequest().send(fetch);
            if (answer.getStatusCode() >= 500) {
                throw unavailable(issuer, "cannot answer");
            }
            TokenResponse response = OIDCTokenResponseParser.parse(answer);
            if (!(response instanceof OIDCTokenResponse success)) {
                throw untrue("The provider does not accept the code; it may have been used already.");
            }
            token = success.getOIDCTokens().getIDToken();
        } catch (IOException | ParseException e) {
            throw unavailable(issuer, "does not answer as an OpenID provider");
        }
        if (token == null) {
            throw untrue("The provider sent no ID token.");
        }
        try {
            IDTokenClaimsSet claims = validator.validate(token, nonce);
            checkParty(claims);
            return new Proven(claims, farewell(token));
        } catch (BadJOSEException | JOSEException e) {
            throw untrue("What the provider says of you does not hold (its signature, time, nonce or for whom it is).");
        }
    }

    /**
     * Its end of a session (OpenID Connect RP-Initiated Logout), told whose by the token; the way back is left out, for it would
     * have to be registered, and a provider refuses one that is not. An address that is not private is no offer.
     */
    private @Nullable URI farewell(JWT token) {
        URI end = metadata.getEndSessionEndpointURI();
        return end == null || !Fetch.isPrivate(end)
                ? null
                : new LogoutRequest(end, token, null, client(), null, null, null).toURI();
    }

    /** The library leaves this to its caller: a token for several clients says which of them asked for it, and that is us. */
    private void checkParty(IDTokenClaimsSet claims) throws Refused {
        AuthorizedParty party = claims.getAuthorizedParty();
        boolean ours = party == null
                ? claims.getAudience().size() == 1
                : party.getValue().equals(client().getValue());
        if (!ours) {
            throw untrue("What the provider says of you was asked for by another program.");
        }
    }

    private ClientAuthentication authentication(Secret secret) {
        List<ClientAuthenticationMethod> taken = metadata.getTokenEndpointAuthMethods();
        boolean basic = taken == null || taken.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        return basic ? new ClientSecretBasic(client(), secret) : new ClientSecretPost(client(), secret);
    }

    private static Refused unavailable(URI issuer, String what) {
        return new Refused(Refused.Why.UNAVAILABLE, issuer.getHost() + " " + what + ". Try again in a while.");
    }

    private static Refused untrue(String sentence) {
        return new Refused(Refused.Why.UNTRUE, sentence);
    }
}
