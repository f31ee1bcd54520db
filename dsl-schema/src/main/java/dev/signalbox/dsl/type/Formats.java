package dev.signalbox.dsl.type;

import com.google.re2j.Pattern;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The values of {@code format}, asserted. */
enum Formats {
    DATE_TIME("a date-time such as 2026-03-01T09:30:00Z", Formats::isDateTime),
    DATE("a date such as 2026-03-01", Formats::isDate),
    TIME("a time such as 09:30:00Z", Formats::isTime),
    DURATION("an ISO 8601 duration such as P3DT12H", Text.DURATION::matches),
    EMAIL("an e-mail address", Text.EMAIL::matches),
    URI_("a URI", text -> isUri(text, true)),
    URI_REFERENCE("a URI reference", text -> isUri(text, false)),
    HOSTNAME("a host name", text -> text.length() <= 253 && Text.HOSTNAME.matches(text)),
    IPV4("an IPv4 address", Text.IPV4::matches),
    IPV6("an IPv6 address", Formats::isIpv6),
    UUID("a UUID", Text.UUID::matches),
    REGEX("a regular expression (RE2)", text -> Patterns.compile(text) != null);

    /** Patterns stand in a class of their own: an enum's constants are built before its static fields. */
    private static final class Text {
        static final Pattern DURATION =
                Pattern.compile("P(\\d+W|(\\d+Y)?(\\d+M)?(\\d+D)?(T(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?)");
        static final Pattern EMAIL =
                Pattern.compile("[^\\s@\"(),:;<>\\[\\\\\\]]+@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");
        static final Pattern HOSTNAME = Pattern.compile(
                "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
        static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.|$)){4}");
        static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
        static final Pattern HEXTETS = Pattern.compile("([0-9a-fA-F]{1,4}(:[0-9a-fA-F]{1,4})*)?");
        static final Pattern DATE_TIME =
                Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");
        static final Pattern TIME = Pattern.compile("\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)?");
    }

    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final Predicate<String> accepts;

    Formats(String words, Predicate<String> accepts) {
        this.words = words;
        this.accepts = accepts;
    }

    String words() {
        return words;
    }

    boolean accepts(String text) {
        return accepts.test(text);
    }

    String label() {
        return this == URI_ ? "uri" : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static @Nullable Formats of(String label) {
        for (Formats format : values()) {
            if (format.label().equals(label)) {
                return format;
            }
        }
        return null;
    }

    static String names() {
        return Arrays.stream(values()).map(Formats::label).collect(Collectors.joining(", "));
    }

    private static boolean isDateTime(String text) {
        return Text.DATE_TIME.matches(text) && parses(() -> OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)));
    }

    private static boolean isDate(String text) {
        return text.length() == 10 && parses(() -> LocalDate.parse(text));
    }

    private static boolean isTime(String text) {
        return Text.TIME.matches(text) && parses(() -> LocalTime.parse(text.substring(0, 8)));
    }

    private static boolean parses(Runnable parse) {
        try {
            parse.run();
            return true;
        } catch (DateTimeException refused) {
            return false;
        }
    }

    private static boolean isUri(String text, boolean absolute) {
        try {
            return new URI(text).isAbsolute() || !absolute;
        } catch (URISyntaxException refused) {
            return false;
        }
    }

    private static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        String head = gap < 0 ? text : text.substring(0, gap);
        String tail = gap < 0 ? "" : text.substring(gap + 2);
        if (!Text.HEXTETS.matches(head) || !Text.HEXTETS.matches(tail)) {
            return false;
        }
        int groups = groups(head) + groups(tail);
        return gap < 0 ? groups == 8 : groups <= 7;
    }

    private static int groups(String text) {
        return text.isEmpty() ? 0 : (int) text.chars().filter(c -> c == ':').count() + 1;
    }
}
