package dev.signalbox.console.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One connection that sends what it is given, byte for byte: a client library would refuse the half of it. */
final class Wire implements AutoCloseable {
    private static final int SILENCE_MILLIS = 10_000;
    private final int port;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    Wire(int port) {
        this.port = port;
    }

    record Answer(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** A connection that the server has closed meanwhile is opened anew, once. */
    Answer send(byte[] request) throws IOException {
        boolean used = socket != null;
        try {
            return exchange(request);
        } catch (IOException closed) {
            close();
            if (!used) {
                throw closed;
            }
            return exchange(request);
        }
    }

    private Answer exchange(byte[] request) throws IOException {
        Socket open = socket;
        if (open == null) {
            open = new Socket("127.0.0.1", port);
            open.setTcpNoDelay(true);
            open.setSoTimeout(SILENCE_MILLIS);
            socket = open;
            in = new BufferedInputStream(open.getInputStream());
        }
        open.getOutputStream().write(request);
        InputStream answers = in;
        if (answers == null) {
            throw new IllegalStateException("open, and nothing to read from");
        }
        Answer answer = read(answers);
        if (answer.header("connection").equals("close") || streams(answer)) {
            close();
        }
        return answer;
    }

    private static boolean streams(Answer answer) {
        return answer.header("content-type").startsWith("text/event-stream");
    }

    private static Answer read(InputStream in) throws IOException {
        String[] first = line(in).split(" ", 3);
        int status = Integer.parseInt(first[1]);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        Answer head = new Answer(status, headers, "");
        return streams(head) ? head : new Answer(status, headers, body(in, head));
    }

    private static String body(InputStream in, Answer head) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (head.header("transfer-encoding").equals("chunked")) {
            for (int size = chunk(in); size > 0; size = chunk(in)) {
                body.write(in.readNBytes(size));
                line(in);
            }
            line(in);
        } else if (head.headers().containsKey("content-length")) {
            body.write(in.readNBytes(Integer.parseInt(head.header("content-length"))));
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in), 16);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the server closed in the middle of its answer: " + line);
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        Socket open = socket;
        socket = null;
        in = null;
        if (open != null) {
            open.close();
        }
    }
}
