package dev.signalbox.dsl.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.media.MediaText.Read;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class MediaTextTest {
    private static final byte[] PNG = Pictures.png(3, 2);
    private static final String BASE64 = Base64.getEncoder().encodeToString(PNG);

    private static Read.Bytes bytes(String text) {
        return assertInstanceOf(Read.Bytes.class, MediaText.read(text));
    }

    private static String refused(String text) {
        return assertInstanceOf(Read.Refused.class, MediaText.read(text)).why();
    }

    @Test
    void base64IsReadWithAndWithoutPaddingAndInLines() {
        for (String text :
                List.of(BASE64, BASE64.replace("=", ""), BASE64.replaceAll("(.{20})", "$1\n"), " " + BASE64)) {
            assertArrayEquals(PNG, bytes(text).bytes());
            assertEquals(BASE64, bytes(text).base64());
            assertNull(bytes(text).declared());
        }
    }

    @Test
    void aDataUriSaysWhatItHolds() {
        assertEquals("image/png", bytes("data:image/png;base64," + BASE64).declared());
        assertEquals(
                "image/png", bytes("DATA:image/png;name=a.png;BASE64," + BASE64).declared());
        assertNull(bytes("data:;base64," + BASE64).declared());
        assertArrayEquals(PNG, bytes("data:image/png;base64," + BASE64).bytes());
    }

    @Test
    void aUrlIsRefusedBecauseNothingIsFetched() {
        assertTrue(refused("https://shop.example/receipt.png").contains("nothing is fetched"));
        assertTrue(refused("file:///etc/passwd").contains("nothing is fetched"));
    }

    @Test
    void whatIsNoBase64IsRefused() {
        assertEquals("is no base64", refused("not a picture!"));
        assertTrue(refused("data:image/png,plain").contains(";base64,"));
        assertTrue(refused("data:image/png").contains(";base64,"));
    }

    @Test
    void aTextOfMoreThanTheLimitIsRefusedBeforeItIsDecoded() {
        assertTrue(refused("A".repeat(4 * Media.MAX_BYTES + 4)).contains("5 MiB"));
    }
}
