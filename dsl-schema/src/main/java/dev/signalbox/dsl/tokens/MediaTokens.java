package dev.signalbox.dsl.tokens;

import dev.signalbox.dsl.media.Media;
import dev.signalbox.dsl.media.MediaKind;

/**
 * What a picture or a document takes, predicted from its width and height or its pages. An estimate: the provider reports
 * what it was. Whole numbers only, so that every machine comes to the same.
 *
 * <p>OpenAI (platform.openai.com/docs/guides/images-vision, "Calculating costs", of gpt-4o with {@code detail: high}, which
 * is what is sent): the picture is scaled down to fit into 2048 × 2048, then until its shorter side is 768 at most; each tile
 * of 512 × 512 that covers it is 170 tokens, and 85 are added. Its small models count patches or multiply; there the
 * prediction is too low.
 *
 * <p>Anthropic (docs.anthropic.com/en/docs/build-with-claude/vision): pixels / 750, after the longer side is scaled down to
 * 2576; at most 4784. Models before Claude Opus 4.7 scale down to 1568 and take 1600 at most: there a large picture takes less than predicted.
 *
 * <p>A page of a PDF is sent to the model as its text and as a picture. Anthropic names 1,500 to 3,000 tokens a page
 * (docs.anthropic.com/en/docs/build-with-claude/pdf-support), of which the larger is taken. OpenAI names no figure: a page is
 * taken for a picture of 6 tiles, 1105, and as much again as its text.
 */
final class MediaTokens {
    private static final int ANTHROPIC_PAGE = 3000;
    private static final int OPENAI_PAGE = 2210;

    private MediaTokens() {}

    static int openAi(Media media) {
        if (media.kind() == MediaKind.DOCUMENT) {
            return pages(media, OPENAI_PAGE);
        }
        long longer = longer(media);
        long shorter = shorter(media);
        if (longer > 2048) {
            shorter = Math.max(1, shorter * 2048 / longer);
            longer = 2048;
        }
        if (shorter > 768) {
            longer = longer * 768 / shorter;
            shorter = 768;
        }
        return (int) (85 + 170 * tiles(longer) * tiles(shorter));
    }

    private static long tiles(long side) {
        return (side + 511) / 512;
    }

    static int anthropic(Media media) {
        if (media.kind() == MediaKind.DOCUMENT) {
            return pages(media, ANTHROPIC_PAGE);
        }
        long longer = longer(media);
        long shorter = shorter(media);
        if (longer > 2576) {
            shorter = Math.max(1, shorter * 2576 / longer);
            longer = 2576;
        }
        return (int) Math.min(4784, (longer * shorter + 749) / 750);
    }

    private static long longer(Media media) {
        return Math.max(side(media.width()), side(media.height()));
    }

    private static long shorter(Media media) {
        return Math.min(side(media.width()), side(media.height()));
    }

    private static long side(@org.jspecify.annotations.Nullable Integer pixels) {
        return pixels == null ? 1 : pixels;
    }

    private static int pages(Media media, int each) {
        long pages = media.pages() == null ? 1 : media.pages();
        return (int) Math.min(Integer.MAX_VALUE, pages * each);
    }
}
