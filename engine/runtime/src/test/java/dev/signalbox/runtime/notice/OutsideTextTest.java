package dev.signalbox.runtime.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.runtime.codec.LogText;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model or somebody outside wrote is data in every notice. */
class OutsideTextTest {
    private static final String NASTY =
            "<!channel> *urgent* <https://evil.example|Approve> @here see https://evil.example/x & \"pay\" <script>";

    @Test
    void aTextBecomesOneLine() {
        assertEquals("Pay Bcc: all@x.example", OutsideText.line("Pay\r\n Bcc:\tall@x.example\u2028"));
        assertEquals("a b", OutsideText.line("a\u202Eb\u0000"));
        assertEquals("", OutsideText.line("\r\n"));
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        String cut = OutsideText.line("😀".repeat(400));
        assertEquals(OutsideText.LONGEST, cut.codePointCount(0, cut.length()));
        assertTrue(cut.endsWith("😀…"), cut);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/x",
                "evil.example",
                "www.evil.example",
                "sam@evil.example",
                "mailto:sam@evil.example",
                "javascript:alert(1)",
                "tel:123"
            })
    void nothingInItIsAnAddressAnyMore(String address) {
        String shown = OutsideText.unlinked("see " + address + " now");
        assertFalse(shown.contains(address), shown);
        assertEquals("see " + address + " now", shown.replace("\u200B", ""));
    }

    @Test
    void aNumberAndASentenceStayAsTheyAre() {
        assertEquals("Refund 12,50 to Sam. Thanks", OutsideText.unlinked("Refund 12,50 to Sam. Thanks"));
    }

    @Test
    void slackIsGivenNoMarkupButOurOwnLink() {
        String json = LogText.write(SlackBlocks.of(Channels.letter(OutsideText.line(NASTY))));
        List<String> links = json.lines()
                .flatMap(line -> Pattern.compile("<[^>]*>").matcher(line).results())
                .map(MatchResult::group)
                .filter(tag -> tag.startsWith("<https://signalbox"))
                .toList();
        assertEquals(List.of("<https://signalbox.example/holds/r.pay.1?for=abc.def|Look at it and decide>"), links);
        assertFalse(json.contains("https://evil"), json);
        assertFalse(json.contains("@here"), json);
        // The one text that Slack may read as its own markup is escaped; the others are plain.
        String fallback = String.valueOf(
                SlackBlocks.of(Channels.letter(OutsideText.line(NASTY))).get("text"));
        assertFalse(fallback.contains("<"), fallback);
        assertEquals(1, json.split("\"type\":\"mrkdwn\"", -1).length - 1);
    }

    @Test
    void aMailHasNoMarkupAndNoLinkButOurs() {
        String html = MailText.html(Channels.letter(OutsideText.line(NASTY)));
        assertFalse(html.contains("<script"), html);
        assertFalse(html.contains("evil.example"), html);
        assertEquals(1, html.split("<a ", -1).length - 1);
        assertTrue(html.contains("href=\"https://signalbox.example/holds/r.pay.1?for=abc.def\""), html);
        String plain = MailText.plain(Channels.letter(OutsideText.line(NASTY)));
        assertFalse(plain.contains("https://evil"), plain);
    }
}
