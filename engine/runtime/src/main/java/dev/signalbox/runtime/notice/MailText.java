package dev.signalbox.runtime.notice;

import java.util.Map;

/** A letter as the two parts of a mail. The one link in them is ours. */
final class MailText {
    private static final Map<Character, String> ESCAPES =
            Map.of('&', "&amp;", '<', "&lt;", '>', "&gt;", '"', "&quot;", '\'', "&#39;");

    private static final String FOOT =
            "Opening the link decides nothing. It is meant for you, and good for a limited time.";

    private MailText() {}

    static String plain(Letter letter) {
        StringBuilder text = new StringBuilder(letter.heading()).append("\r\n");
        if (letter.title() != null) {
            text.append("\r\n").append(OutsideText.unlinked(letter.title())).append("\r\n");
        }
        text.append("\r\n");
        for (Letter.Line line : letter.lines()) {
            text.append(line.name())
                    .append(": ")
                    .append(OutsideText.unlinked(line.value()))
                    .append("\r\n");
        }
        if (letter.link() != null) {
            text.append("\r\n")
                    .append(letter.invitation())
                    .append(":\r\n")
                    .append(letter.link())
                    .append("\r\n\r\n")
                    .append(FOOT)
                    .append("\r\n");
        }
        return text.toString();
    }

    static String html(Letter letter) {
        StringBuilder html = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(escape(letter.heading()))
                .append("</title></head><body style=\"font-family:sans-serif\"><h1 style=\"font-size:1.1em\">")
                .append(escape(letter.heading()))
                .append("</h1>");
        if (letter.title() != null) {
            html.append("<p><strong>")
                    .append(escape(OutsideText.unlinked(letter.title())))
                    .append("</strong></p>");
        }
        html.append("<table>");
        for (Letter.Line line : letter.lines()) {
            html.append("<tr><td style=\"padding-right:1em\">")
                    .append(escape(line.name()))
                    .append("</td><td>")
                    .append(escape(OutsideText.unlinked(line.value())))
                    .append("</td></tr>");
        }
        html.append("</table>");
        if (letter.link() != null) {
            html.append("<p><a href=\"")
                    .append(escape(letter.link()))
                    .append("\">")
                    .append(escape(letter.invitation()))
                    .append("</a></p><p><small>")
                    .append(FOOT)
                    .append("</small></p>");
        }
        return html.append("</body></html>").toString();
    }

    private static String escape(String text) {
        StringBuilder safe = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            safe.append(ESCAPES.getOrDefault(c, String.valueOf(c)));
        }
        return safe.toString();
    }
}
