package dev.signalbox.runtime.action;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.dsl.value.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** Reads an answer, bounded, with every secret of the call masked, and says what it means. */
final class HttpAnswer {
    static final int LARGEST_BODY = 1024 * 1024;
    private static final int MESSAGE_BODY = 2_000;
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(1);

    private final InstantSource clock;

    HttpAnswer(InstantSource clock) {
        this.clock = clock;
    }

    ActionOutcome read(ClassicHttpResponse response, SecretText secrets) throws IOException {
        boolean good = response.getCode() >= 200 && response.getCode() < 300;
        Header packed = response.getFirstHeader("Content-Encoding");
        if (good
                && packed != null
                && !"identity"
                        .equalsIgnoreCase(String.valueOf(packed.getValue()).trim())) {
            // Nobody asked for it, and what a few kilobytes unpack to is anybody's guess.
            String how = secrets.mask(String.valueOf(packed.getValue()));
            return failed("value", "The answer is packed (" + how + "), which was not asked for.", null, null);
        }
        byte[] bytes = bytes(response.getEntity());
        if (bytes.length > LARGEST_BODY && good) {
            return failed("value", "The answer is larger than 1 MiB, which is the most an action takes.", null, null);
        }
        ContentType type = type(response);
        String text = new String(bytes, 0, Math.min(bytes.length, LARGEST_BODY), charset(type));
        Object body;
        try {
            body = secrets.maskValue(value(type, text, good));
        } catch (Refusal refusal) {
            return failed("value", refusal.sentence(), null, null);
        }
        Map<String, Object> whole = Collections.unmodifiableMap(new TreeMap<>(
                Map.of("status", (long) response.getCode(), "headers", headers(response, secrets), "body", body)));
        if (good) {
            return new ActionOutcome.Answered(body, whole);
        }
        return failed("http." + response.getCode(), message(response, secrets.mask(text)), whole, retryAfter(response));
    }

    private static ActionOutcome failed(
            String kind, String message, @Nullable Object response, @Nullable Duration retryAfter) {
        return new ActionOutcome.Failed(kind, message, response, retryAfter);
    }

    private static byte[] bytes(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        try (InputStream in = entity.getContent()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            int n = in.read(buffer);
            while (n >= 0 && out.size() <= LARGEST_BODY) {
                out.write(buffer, 0, n);
                n = in.read(buffer);
            }
            return out.toByteArray();
        }
    }

    /** An error's body is kept as text when it says it is JSON and is not. */
    private static Object value(@Nullable ContentType type, String text, boolean good) throws Refusal {
        if (text.isBlank()) {
            return Json.NULL;
        }
        String mime = type == null ? "" : type.getMimeType().toLowerCase(Locale.ROOT);
        boolean json = mime.equals("application/json") || mime.endsWith("+json") || mime.equals("text/json");
        if (!json && !mime.isEmpty()) {
            return text;
        }
        try {
            return Values.parse(text);
        } catch (Refusal refusal) {
            if (good && json) {
                throw refusal;
            }
            return text;
        }
    }

    private static String message(ClassicHttpResponse response, String text) {
        String reason = response.getReasonPhrase();
        StringBuilder message = new StringBuilder().append(response.getCode());
        if (reason != null && !reason.isBlank()) {
            message.append(' ').append(reason);
        }
        Header location = response.getFirstHeader("Location");
        if (response.getCode() / 100 == 3 && location != null) {
            message.append(" to ").append(location.getValue()).append(" (redirects are not followed)");
        }
        if (!text.isBlank()) {
            int end = text.offsetByCodePoints(0, Math.min(MESSAGE_BODY, text.codePointCount(0, text.length())));
            message.append(": ").append(text, 0, end);
        }
        return message.toString();
    }

    private static Map<String, Object> headers(ClassicHttpResponse response, SecretText secrets) {
        Map<String, Object> headers = new TreeMap<>();
        for (Header header : response.getHeaders()) {
            String value = header.getValue() == null ? "" : secrets.mask(header.getValue());
            headers.merge(header.getName().toLowerCase(Locale.ROOT), value, (a, b) -> a + ", " + b);
        }
        return Collections.unmodifiableMap(headers);
    }

    private @Nullable Duration retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader("Retry-After");
        if (header == null || header.getValue() == null) {
            return null;
        }
        String value = header.getValue().trim();
        Duration wait;
        try {
            wait = value.matches("[0-9]{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(value))
                    : Duration.between(clock.instant(), date(value));
        } catch (DateTimeException e) {
            return null;
        }
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wait;
    }

    private static Instant date(String text) {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }

    private static @Nullable ContentType type(ClassicHttpResponse response) {
        HttpEntity entity = response.getEntity();
        return entity == null ? null : ContentType.parseLenient(entity.getContentType());
    }

    private static Charset charset(@Nullable ContentType type) {
        Charset given = type == null ? null : type.getCharset();
        return given == null ? StandardCharsets.UTF_8 : given;
    }
}
