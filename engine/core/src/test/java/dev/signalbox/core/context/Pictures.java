package dev.signalbox.core.context;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Headers of pictures and documents: all that a context reads of them. */
final class Pictures {
    private Pictures() {}

    /** @param mark makes two of one extent differ */
    static byte[] png(int width, int height, int mark) {
        ByteBuffer bytes = ByteBuffer.allocate(40);
        bytes.put("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR".getBytes(StandardCharsets.ISO_8859_1));
        return bytes.putInt(width).putInt(height).putInt(mark).array();
    }

    static byte[] pdf(int pages) {
        return ("%PDF-1.4\n" + "<< /Type /Page >>\n".repeat(pages)).getBytes(StandardCharsets.US_ASCII);
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
