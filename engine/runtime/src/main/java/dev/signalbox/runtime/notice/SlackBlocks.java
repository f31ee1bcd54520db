package dev.signalbox.runtime.notice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A letter in Slack's blocks. What others wrote stands in plain text alone, where nothing is a link, a mention or an emphasis;
 * the one piece of markup is our own link.
 */
final class SlackBlocks {
    private SlackBlocks() {}

    static Map<String, Object> of(Letter letter) {
        List<Object> blocks = new ArrayList<>();
        blocks.add(block("header", "text", plain(letter.heading())));
        if (letter.title() != null) {
            blocks.add(block("section", "text", plain(OutsideText.unlinked(letter.title()))));
        }
        if (!letter.lines().isEmpty()) {
            blocks.add(block(
                    "section",
                    "fields",
                    letter.lines().stream()
                            .<Object>map(line -> plain(line.name() + ": " + OutsideText.unlinked(line.value())))
                            .toList()));
        }
        String link = letter.link();
        if (link != null) {
            blocks.add(block(
                    "section", "text", text("mrkdwn", "<" + escape(link) + "|" + escape(letter.invitation()) + ">")));
        }
        Map<String, Object> message = new LinkedHashMap<>();
        // For notifications on a screen, where blocks are not shown.
        message.put("text", escape(OutsideText.unlinked(letter.subject())));
        message.put("mrkdwn", false);
        message.put("unfurl_links", false);
        message.put("unfurl_media", false);
        message.put("blocks", blocks);
        return message;
    }

    private static Map<String, Object> block(String type, String key, Object value) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", type);
        block.put(key, value);
        return block;
    }

    private static Map<String, Object> plain(String words) {
        Map<String, Object> text = text("plain_text", words);
        text.put("emoji", false);
        return text;
    }

    private static Map<String, Object> text(String type, String words) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("type", type);
        text.put("text", words);
        return text;
    }

    /** The three characters that Slack reads as its own; a bar would end a link. */
    private static String escape(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("|", "¦");
    }
}
