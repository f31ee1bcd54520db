package dev.signalbox.runtime.notice;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is written to somebody, whichever way it goes. Its texts are single lines, as they are: each way escapes them for itself.
 *
 * @param type {@code hold.opened}: what a program goes by
 * @param heading in our own words
 * @param title the hold's; null where it is none or may not be shown
 * @param link null where the sender does not know where the console is
 * @param invitation what the link says
 * @param data the same for a program
 */
record Letter(
        String type,
        String heading,
        @Nullable String title,
        List<Line> lines,
        @Nullable String link,
        String invitation,
        Map<String, Object> data) {
    static final String TEST = "test";

    /** @param value may be what somebody outside wrote */
    record Line(String name, String value) {}

    /** In one line. */
    String subject() {
        return title == null ? heading : heading + ": " + title;
    }
}
