package dev.signalbox.cli;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose texts do not steer a terminal, whoever wrote what is in them: a customer's words stand in a hold's title, and a
 * terminal that obeyed them could show another amount than the one that is approved. Control characters but tab and line
 * break, and those that turn the direction of writing, are printed as the escapes that JSON has for them: within JSON that is
 * the same character, so what programs read is exact. Bytes pass as they are.
 */
final class VisibleStream extends PrintStream {
    private static final Pattern STEERING =
            Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069]|\\r(?!\\n)");

    private final PrintStream exact;

    private VisibleStream(PrintStream exact) {
        super(exact, true, exact.charset());
        this.exact = exact;
    }

    static VisibleStream of(PrintStream stream) {
        return stream instanceof VisibleStream visible ? visible : new VisibleStream(stream);
    }

    /** The same stream for what must come out as it is: a file's text, a line that is to be written over. */
    PrintStream exact() {
        flush();
        return exact;
    }

    static String visible(String text) {
        return STEERING.matcher(text)
                .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
    }

    @Override
    public Charset charset() {
        return exact.charset();
    }

    @Override
    public void print(@Nullable String text) {
        super.print(visible(String.valueOf(text)));
    }

    @Override
    public void print(@Nullable Object value) {
        print(String.valueOf(value));
    }

    @Override
    public void print(char[] text) {
        print(String.valueOf(text));
    }

    @Override
    public void print(char one) {
        print(String.valueOf(one));
    }
}
