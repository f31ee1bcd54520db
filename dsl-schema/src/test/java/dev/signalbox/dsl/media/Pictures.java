package dev.signalbox.dsl.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/** Headers of pictures and documents, written as their specifications say: nothing here is read by the code under test. */
final class Pictures {
    private Pictures() {}

    static byte[] png(int width, int height) {
        ByteBuffer bytes = ByteBuffer.allocate(45);
        bytes.put(bytes("\u0089PNG\r\n\u001a\n"));
        bytes.putInt(13).put(bytes("IHDR")).putInt(width).putInt(height);
        bytes.put(new byte[] {8, 6, 0, 0, 0}).putInt(0x1234);
        bytes.putInt(0).put(bytes("IEND")).putInt(0xAE426082);
        return bytes.array();
    }

    static byte[] gif(int width, int height) {
        ByteBuffer bytes = ByteBuffer.allocate(14).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(bytes("GIF89a")).putShort((short) width).putShort((short) height);
        return bytes.put(new byte[] {0, 0, 0, 0x3b}).array();
    }

    /** With an EXIF segment and a table before the frame, as cameras write them. */
    static byte[] jpeg(int width, int height) {
        ByteBuffer bytes = ByteBuffer.allocate(200);
        bytes.put(bytes("\u00ff\u00d8\u00ff\u00e1")).putShort((short) 20).put(bytes("Exif\0\0"));
        bytes.position(2 + 2 + 20);
        bytes.put(bytes("\u00ff\u00ff\u00c4")).putShort((short) 5).put(new byte[3]);
        bytes.put(bytes("\u00ff\u00c2")).putShort((short) 17).put((byte) 8);
        bytes.putShort((short) height).putShort((short) width);
        return bytes.array();
    }

    static byte[] webpLossy(int width, int height) {
        ByteBuffer bytes = webp("VP8 ");
        bytes.position(23);
        bytes.put(bytes("\u009d\u0001*")).putShort((short) width).putShort((short) height);
        return bytes.array();
    }

    static byte[] webpLossless(int width, int height) {
        ByteBuffer bytes = webp("VP8L");
        bytes.position(20);
        bytes.put((byte) 0x2f).putInt((width - 1) | (height - 1) << 14);
        return bytes.array();
    }

    static byte[] webpExtended(int width, int height) {
        ByteBuffer bytes = webp("VP8X");
        bytes.putInt(24, width - 1);
        bytes.putInt(27, height - 1);
        return bytes.array();
    }

    private static ByteBuffer webp(String chunk) {
        ByteBuffer bytes = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(bytes("RIFF")).putInt(32).put(bytes("WEBP")).put(bytes(chunk)).putInt(20);
        return bytes;
    }

    /** Page objects in the clear. */
    static byte[] pdf(int pages) {
        StringBuilder text = new StringBuilder("%PDF-1.4\n1 0 obj\n<< /Type /Pages /Count " + pages + " >>\nendobj\n");
        for (int i = 0; i < pages; i++) {
            text.append(i + 2).append(" 0 obj\n<< /Type ").append(i % 2 == 0 ? "/Page" : " /Page\n");
            text.append("/Parent 1 0 R >>\nendobj\n");
        }
        return bytes(text.append("%%EOF\n").toString());
    }

    /** Page objects in a compressed object stream, as writers of version 1.5 and later have it. */
    static byte[] packedPdf(int pages) {
        byte[] plain = pdf(pages);
        Deflater deflater = new Deflater();
        deflater.setInput(plain);
        deflater.finish();
        byte[] packed = new byte[plain.length + 100];
        int length = deflater.deflate(packed);
        deflater.end();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes(
                "%PDF-1.7\n5 0 obj\n<< /Type /ObjStm /Filter /FlateDecode /Length " + length + " >>\nstream\r\n"));
        out.write(packed, 0, length);
        out.writeBytes(bytes("\nendstream\nendobj\n%%EOF\n"));
        return out.toByteArray();
    }

    static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }
}
