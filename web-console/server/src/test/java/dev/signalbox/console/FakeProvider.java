package dev.signalbox.console;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.signalbox.console.wire.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * An OpenID provider on this machine: discovery, keys and codes for one client, which must show its secret and the verifier
 * of its challenge. A test may have it lie in the token that it signs.
 */
final class FakeProvider implements AutoCloseable {
    static final String CLIENT = "signalbox";
    static final String SECRET = "the-clients-own-secret-of-thirty-two-bytes";

    /** How a token is made of its claims. */
    interface Signing {
        JWT sign(JWTClaimsSet claims) throws JOSEException;
    }

    private record Asked(String challenge, String nonce) {}

    final HttpServer server;
    final String issuer;
    final Map<String, Object> claims = new HashMap<>(Map.of("sub", "user-7"));
    private final Map<String, Asked> codes = new ConcurrentHashMap<>();
    private static final RSAKey FIRST = newKey("first");
    private static final RSAKey SECOND = newKey("second");
    private static final RSAKey NOBODYS = newKey("first");

    private volatile RSAKey key = FIRST;
    volatile boolean down;
    volatile UnaryOperator<JWTClaimsSet.Builder> lie = UnaryOperator.identity();
    volatile Signing signing = this::signed;
    volatile Map<String, Object> describedOtherwise = Map.of();

    FakeProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, description()));
        server.createContext("/keys", exchange -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toJSONObject()));
        server.createContext("/token", this::token);
        server.start();
    }

    private static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    void rotate() {
        key = SECOND;
    }

    private Map<String, Object> description() {
        Map<String, Object> told = new LinkedHashMap<>(Map.of(
                "issuer",
                issuer,
                "authorization_endpoint",
                issuer + "/authorize",
                "token_endpoint",
                issuer + "/token",
                "jwks_uri",
                issuer + "/keys",
                "response_types_supported",
                List.of("code"),
                "subject_types_supported",
                List.of("public"),
                "id_token_signing_alg_values_supported",
                List.of("RS256")));
        told.putAll(describedOtherwise);
        return told;
    }

    /** What a person's browser does at the page of the provider: the way back, with a code. */
    URI authorize(URI request) {
        Map<String, List<String>> asked = URLUtils.parseParameters(request.getRawQuery());
        String code = "code-" + codes.size() + "-" + asked.get("state").getFirst();
        codes.put(
                code,
                new Asked(
                        asked.get("code_challenge").getFirst(),
                        asked.get("nonce").getFirst()));
        return URI.create(asked.get("redirect_uri").getFirst() + "?code=" + code + "&state="
                + asked.get("state").getFirst());
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, List<String>> form =
                URLUtils.parseParameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String basic = Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        Asked asked = codes.remove(form.get("code").getFirst());
        boolean verified = asked != null
                && ("Basic " + basic).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                && CodeChallenge.compute(
                                CodeChallengeMethod.S256,
                                new CodeVerifier(form.get("code_verifier").getFirst()))
                        .getValue()
                        .equals(asked.challenge());
        if (!verified) {
            answer(exchange, 400, Map.of("error", "invalid_grant"));
            return;
        }
        Instant now = Instant.now();
        JWTClaimsSet.Builder token = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(CLIENT)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))))
                .claim("nonce", asked.nonce());
        claims.forEach(token::claim);
        try {
            String idToken = signing.sign(lie.apply(token).build()).serialize();
            answer(
                    exchange,
                    200,
                    Map.of("access_token", "an-access-token", "token_type", "Bearer", "id_token", idToken));
        } catch (JOSEException e) {
            throw new IOException(e);
        }
    }

    JWT signed(JWTClaimsSet claims) throws JOSEException {
        return signedWith(key, claims);
    }

    /** By a key of that name that is nobody's. */
    JWT forged(JWTClaimsSet claims) throws JOSEException {
        return signedWith(NOBODYS, claims);
    }

    /** By the client's secret, which every client of a public kind would know. */
    static JWT bySecret(JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        token.sign(new MACSigner(SECRET));
        return token;
    }

    static JWT unsigned(JWTClaimsSet claims) {
        return new PlainJWT(claims);
    }

    private static JWT signedWith(RSAKey key, JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        token.sign(new RSASSASigner(key));
        return token;
    }

    private void answer(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
        try (exchange) {
            if (down) {
                exchange.sendResponseHeaders(502, -1);
                return;
            }
            byte[] bytes = Wire.write(body).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
