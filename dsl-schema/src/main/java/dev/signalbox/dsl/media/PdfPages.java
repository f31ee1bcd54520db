package dev.signalbox.dsl.media;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * How many pages a PDF has, for a prediction of tokens: the objects of type {@code Page} that stand in the clear or in
 * compressed object streams (ISO 32000-1, 7.5.7). A file that is updated in place may be counted too high, on the safe
 * side. Where none is to be seen (an encrypted file) a page is taken for each {@value #BYTES_A_PAGE} bytes.
 */
final class PdfPages {
    static final int BYTES_A_PAGE = 25_600;

    /** Bytes that are unpacked of one file: a small file may claim to hold a great deal. */
    private static final int MOST_UNPACKED = 8 * 1024 * 1024;

    private final byte[] bytes;
    private int unpacked;

    private PdfPages(byte[] bytes) {
        this.bytes = bytes;
    }

    /** At least 1. */
    static int count(byte[] bytes) {
        int seen = marks(bytes, bytes.length) + new PdfPages(bytes).inStreams();
        return seen > 0 ? seen : Math.max(1, (bytes.length + BYTES_A_PAGE - 1) / BYTES_A_PAGE);
    }

    private int inStreams() {
        int pages = 0;
        int at = find("/ObjStm", 0);
        while (at >= 0 && unpacked < MOST_UNPACKED) {
            int stream = find("stream", at);
            if (stream < 0) {
                break;
            }
            int data = stream + "stream".length();
            data += MediaBytes.starts(bytes, data, "\r\n") ? 2 : MediaBytes.starts(bytes, data, "\n") ? 1 : 0;
            pages += unpack(data);
            at = find("/ObjStm", data);
        }
        return pages;
    }

    private int unpack(int from) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes, from, bytes.length - from);
            byte[] out = new byte[MOST_UNPACKED - unpacked];
            int length = 0;
            while (length < out.length && !inflater.finished()) {
                int more = inflater.inflate(out, length, out.length - length);
                if (more == 0) {
                    break;
                }
                length += more;
            }
            unpacked += length;
            return marks(out, length);
        } catch (DataFormatException packedAnotherWay) {
            return 0;
        } finally {
            inflater.end();
        }
    }

    private int find(String word, int from) {
        for (int at = from; at <= bytes.length - word.length(); at++) {
            if (bytes[at] == word.charAt(0) && MediaBytes.starts(bytes, at, word)) {
                return at;
            }
        }
        return -1;
    }

    /** How often {@code /Type /Page} stands there, and not {@code /Pages}. */
    private static int marks(byte[] in, int length) {
        int marks = 0;
        for (int at = 0; at + 10 <= length; at++) {
            if (in[at] == '/' && MediaBytes.starts(in, at, "/Type")) {
                int word = at + 5;
                while (word < length && in[word] <= ' ' && in[word] >= 0) {
                    word++;
                }
                boolean page = MediaBytes.starts(in, word, "/Page") && word + 5 <= length;
                marks += page && (word + 5 == length || !Character.isLetterOrDigit(in[word + 5])) ? 1 : 0;
            }
        }
        return marks;
    }
}
