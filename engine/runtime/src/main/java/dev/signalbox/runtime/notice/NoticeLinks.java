package dev.signalbox.runtime.notice;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.codec.LogText;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The tokens in the links of notices: for whom a link is, to what and until when, signed with the store's key. A token lets
 * nobody in and decides nothing; it says only whom its link was written to. One that anybody has changed is none.
 */
final class NoticeLinks {
    /** What else the key might sign one day is no link. */
    private static final String PURPOSE = "signalbox link 1\n";

    /** No token of ours is longer, and whoever brings one has shown little. */
    private static final int LONGEST = 8_000;

    private final Supplier<byte[]> key;

    NoticeLinks(Supplier<byte[]> key) {
        this.key = key;
    }

    /** What a token says. */
    sealed interface Read {
        record Valid(List<String> audience) implements Read {}

        record Expired(List<String> audience) implements Read {}

        record None() implements Read {}
    }

    /**
     * @param place what the link leads to, {@code holds/ID}
     * @param audience people and groups; empty for anybody who is signed in
     */
    String token(String place, List<String> audience, Instant expires) {
        byte[] said = LogText.write(
                        Map.of("at", place, "for", List.copyOf(audience), "until", expires.getEpochSecond()))
                .getBytes(StandardCharsets.UTF_8);
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString(said) + "." + encoder.encodeToString(sign(said));
    }

    Read read(String place, String token, Instant now) {
        int dot = token.indexOf('.');
        if (dot < 0 || token.length() > LONGEST) {
            return new Read.None();
        }
        try {
            byte[] said = Base64.getUrlDecoder().decode(token.substring(0, dot));
            byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
            if (!MessageDigest.isEqual(signature, sign(said))) {
                return new Read.None();
            }
            Map<String, Object> words = Json.object(LogText.parse(new String(said, StandardCharsets.UTF_8)));
            Object whom = words.get("for");
            if (!place.equals(words.get("at")) || !(words.get("until") instanceof Long until) || whom == null) {
                return new Read.None();
            }
            List<String> audience =
                    Json.list(whom).stream().map(String::valueOf).toList();
            return now.getEpochSecond() < until ? new Read.Valid(audience) : new Read.Expired(audience);
        } catch (IllegalArgumentException e) {
            return new Read.None();
        }
    }

    private byte[] sign(byte[] said) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.get(), "HmacSHA256"));
            mac.update(PURPOSE.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(said);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
