package dev.signalbox.dsl.type;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** RE2 patterns of a bounded size: RE2 matches in linear time, but nested repeats would still be unrolled into memory. */
public final class Patterns {
    private static final int MAX_LENGTH = 2_000;
    private static final long MAX_UNROLLED = 20_000;

    private Patterns() {}

    /** The pattern, or null when it is no RE2 or too large. */
    public static @Nullable Pattern compile(String text) {
        if (text.length() > MAX_LENGTH || unrolled(text) > MAX_UNROLLED) {
            return null;
        }
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException | StackOverflowError refused) {
            return null;
        }
    }

    /** How many atoms the pattern has once its counted repeats are written out. An upper bound; 0 for an odd pattern. */
    private static long unrolled(String text) {
        Deque<Long> groups = new ArrayDeque<>();
        long sum = 0;
        long last = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
                last = 1;
                sum += last;
            } else if (c == '[') {
                i = classEnd(text, i);
                last = 1;
                sum += last;
            } else if (c == '(') {
                groups.push(sum);
                sum = 0;
            } else if (c == ')' && !groups.isEmpty()) {
                last = sum + 1;
                sum = groups.pop() + last;
            } else if (c == '{') {
                long times = times(text, i);
                sum += last * (times - 1);
                last *= times;
            } else {
                last = 1;
                sum += last;
            }
            if (sum > MAX_UNROLLED) {
                return sum;
            }
        }
        return sum;
    }

    private static int classEnd(String text, int from) {
        for (int i = from + 2; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == ']') {
                return i;
            }
        }
        return text.length();
    }

    private static long times(String text, int brace) {
        long most = 1;
        long number = 0;
        for (int i = brace + 1; i < text.length() && text.charAt(i) != '}'; i++) {
            char c = text.charAt(i);
            number = c >= '0' && c <= '9' ? Math.min(number * 10 + (c - '0'), 1_000_000) : 0;
            most = Math.max(most, number);
        }
        return most;
    }
}
