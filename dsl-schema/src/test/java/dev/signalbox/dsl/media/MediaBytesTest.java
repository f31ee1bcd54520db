package dev.signalbox.dsl.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.media.MediaBytes.Look;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MediaBytesTest {
    private static final List<byte[]> ALL = List.of(
            Pictures.png(640, 480),
            Pictures.jpeg(640, 480),
            Pictures.gif(640, 480),
            Pictures.webpLossy(640, 480),
            Pictures.webpLossless(640, 480),
            Pictures.webpExtended(640, 480),
            Pictures.pdf(3),
            Pictures.packedPdf(3));

    private static Media known(byte[] bytes) {
        return assertInstanceOf(Look.Known.class, MediaBytes.look(bytes)).media();
    }

    private static String refused(byte[] bytes) {
        return assertInstanceOf(Look.Refused.class, MediaBytes.look(bytes)).why();
    }

    @Test
    void aPictureIsKnownByItsFirstBytesAndItsHeaderSaysHowLargeItIs() {
        List<MediaType> types =
                List.of(MediaType.PNG, MediaType.JPEG, MediaType.GIF, MediaType.WEBP, MediaType.WEBP, MediaType.WEBP);
        for (int i = 0; i < types.size(); i++) {
            Media media = known(ALL.get(i));
            assertEquals(types.get(i), media.type());
            assertEquals(640, media.width(), media::words);
            assertEquals(480, media.height(), media::words);
        }
    }

    @Test
    void aDocumentSaysHowManyPagesItHasInTheClearAndPacked() {
        assertEquals(3, known(Pictures.pdf(3)).pages());
        assertEquals(70, known(Pictures.packedPdf(70)).pages());
        byte[] sealed = Arrays.copyOf(Pictures.bytes("%PDF-1.7 nothing to be seen"), 3 * PdfPages.BYTES_A_PAGE - 1);
        assertEquals(3, known(sealed).pages(), "by its size");
    }

    @Test
    void aSmallDocumentThatUnpacksToAGreatDealIsLeftAtItsBound() {
        byte[] bomb = Pictures.packedPdf(200_000);
        int pages = known(bomb).pages();
        assertTrue(pages > 1000 && pages < 200_000, pages + " of 200000 are seen");
    }

    @Test
    void whatIsShownInItsPlaceNamesKindExtentSizeAndHash() {
        Media media = known(Pictures.png(640, 480));
        assertEquals("[image/png, 640 × 480, 45 bytes, sha256 " + media.sha256() + "]", media.words());
        assertEquals(64, media.sha256().length());
        assertTrue(known(Pictures.pdf(1)).words().contains("application/pdf, 1 page, "));
    }

    @Test
    void aHeaderCutOffAnywhereIsRefused() {
        for (byte[] picture : ALL.subList(0, 6)) {
            int needed = needed(picture);
            assertTrue(needed > 9, "a header has more than its magic");
            for (int length = 12; length < needed; length++) {
                String why = refused(Arrays.copyOf(picture, length));
                assertTrue(why.contains("cut off or broken") || why.contains("none of"), why);
            }
        }
    }

    /** The fewest bytes with which it is known. */
    private static int needed(byte[] picture) {
        for (int length = picture.length; length > 0; length--) {
            if (MediaBytes.look(Arrays.copyOf(picture, length)) instanceof Look.Refused) {
                return length + 1;
            }
        }
        return 0;
    }

    @Test
    void aPictureWithoutExtentIsRefused() {
        assertTrue(refused(Pictures.png(0, 480)).contains("broken"));
        assertTrue(refused(Pictures.png(-1, 480)).contains("broken"));
        assertTrue(refused(Pictures.gif(640, 0)).contains("broken"));
    }

    @Test
    void whatIsNoneOfTheFormatsIsRefusedWithTheirNames() {
        for (String other : List.of("BM6", "II*\0", "<svg xmlns=", "%PDX-1.4", "RIFFxxxxWAVE", "hello", "\0\0\0")) {
            assertTrue(refused(Pictures.bytes(other)).startsWith("is none of image/png"), other);
        }
        assertEquals("is empty", refused(new byte[0]));
    }

    @Test
    void onePastTheLimitIsRefused() {
        byte[] picture = Arrays.copyOf(Pictures.png(8, 8), Media.MAX_BYTES);
        assertEquals(Media.MAX_BYTES, known(picture).bytes());
        assertTrue(refused(Arrays.copyOf(picture, Media.MAX_BYTES + 1)).contains("at most 5242880"));
    }

    @Test
    void noBytesMakeItThrow() {
        long seed = Long.getLong("signalbox.media.seed", 20261127);
        Random random = new Random(seed);
        int known = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = hostile(random);
            int number = i;
            try {
                known += MediaBytes.look(bytes) instanceof Look.Known ? 1 : 0;
                MediaText.read(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ", case " + number, e);
            }
        }
        assertTrue(known > 500, "some are still whole: " + known + " with seed " + seed);
    }

    /** Noise, or a good one that was cut, changed in places, or both. */
    private static byte[] hostile(Random random) {
        byte[] bytes;
        if (random.nextInt(5) == 0) {
            bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            return bytes;
        }
        bytes = ALL.get(random.nextInt(ALL.size())).clone();
        if (random.nextBoolean()) {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 20));
        }
        for (int changes = random.nextInt(6); changes > 0 && bytes.length > 0; changes--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
