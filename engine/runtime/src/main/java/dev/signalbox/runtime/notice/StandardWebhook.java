package dev.signalbox.runtime.notice;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signatures in the form of standardwebhooks.com, version {@code v1}: HMAC-SHA256 over id, time and body, by a key that is
 * written {@code whsec_} and base64, or by the bytes of any other text.
 */
final class StandardWebhook {
    private static final String PREFIX = "whsec_";

    private StandardWebhook() {}

    static String signature(String secret, String id, Instant at, byte[] body) throws Filled.Missing {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(secret), "HmacSHA256"));
            mac.update((id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    static byte[] key(String secret) throws Filled.Missing {
        if (!secret.startsWith(PREFIX)) {
            return secret.getBytes(StandardCharsets.UTF_8);
        }
        try {
            byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            if (key.length > 0) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // Said below, without the secret.
        }
        throw new Filled.Missing("The webhook's secret begins with whsec_, and what follows is no base64.");
    }
}
