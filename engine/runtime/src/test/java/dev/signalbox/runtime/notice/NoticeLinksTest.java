package dev.signalbox.runtime.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.runtime.notice.NoticeLinks.Read;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A link says for whom it is, to what and until when, and nobody can make it say something else. */
class NoticeLinksTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant UNTIL = NOW.plusSeconds(60);
    private static final String PLACE = "holds/r1.pay.1";

    private final NoticeLinks links = new NoticeLinks(() -> new byte[32]);
    private final String token = links.token(PLACE, List.of("sam", "leads"), UNTIL);

    @Test
    void aLinkIsGoodForItsPlaceUntilItsTime() {
        assertEquals(new Read.Valid(List.of("sam", "leads")), links.read(PLACE, token, NOW));
        assertEquals(new Read.Valid(List.of("sam", "leads")), links.read(PLACE, token, UNTIL.minusMillis(1)));
        assertEquals(new Read.Expired(List.of("sam", "leads")), links.read(PLACE, token, UNTIL));
        assertEquals(new Read.None(), links.read("holds/r1.pay.2", token, NOW));
        assertEquals(new Read.None(), links.read("runs/r1", token, NOW));
    }

    @Test
    void whatAnotherKeySignedIsNone() {
        byte[] other = new byte[32];
        other[0] = 1;
        assertEquals(new Read.None(), new NoticeLinks(() -> other).read(PLACE, token, NOW));
    }

    @Test
    void aTokenThatAnybodyChangedIsNone() {
        int dot = token.indexOf('.');
        String said = new String(Base64.getUrlDecoder().decode(token.substring(0, dot)), StandardCharsets.UTF_8);
        String forged = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(said.replace("sam", "kim").getBytes(StandardCharsets.UTF_8));
        assertEquals(new Read.None(), links.read(PLACE, forged + token.substring(dot), NOW));
        for (String broken :
                List.of("", ".", "a.b", "%%%.%%%", token.substring(0, dot), token + "A", "x".repeat(9_000) + ".y")) {
            assertEquals(new Read.None(), links.read(PLACE, broken, NOW), broken);
        }
    }
}
