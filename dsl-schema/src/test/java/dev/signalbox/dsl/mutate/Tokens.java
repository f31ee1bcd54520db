package dev.signalbox.dsl.mutate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Faults of a word: one left out, doubled, exchanged, misspelt, or of another type than was meant. */
final class Tokens {
    private static final Pattern TOKEN = Pattern.compile(
            "\"(?:[^\"\\\\\\n]|\\\\.)*+\"|'[^'\\n]*'|\\$\\{[^}\\n]*}|[A-Za-z_][\\w-]*|\\d+(?:\\.\\d+)*|[^\\s\\w]");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w+");

    /** What stands for a value of another type: each of JSON's, YAML's traps, a duration, an expression, and what is too much. */
    private static final List<String> OTHERS = List.of(
            "null",
            "~",
            "true",
            "yes",
            "0",
            "-1",
            "1.5",
            "1e400",
            "0x1F",
            "9223372036854775808",
            "''",
            "\"\"",
            "[]",
            "{}",
            "[a, b]",
            "{ a: b }",
            "30s",
            "7d",
            "soon",
            "\"${run.id}\"",
            "${x}",
            "${",
            "\"${}\"",
            "*a",
            "&a b",
            "!!str x",
            "<<",
            "|",
            ">-",
            "?",
            "-",
            "a: b",
            "NaN",
            ".inf",
            "2026-01-01",
            "#x",
            "%",
            "@x",
            "`x`");

    private Tokens() {}

    static String delete(String text, Random random) {
        MatchResult one = any(TOKEN, text, random);
        return spliced(text, one, "");
    }

    static String duplicate(String text, Random random) {
        MatchResult one = any(TOKEN, text, random);
        return spliced(text, one, one.group() + (random.nextBoolean() ? " " : "") + one.group());
    }

    /** Two tokens change places: neighbours, or any two. */
    static String swap(String text, Random random) {
        List<MatchResult> all = all(TOKEN, text);
        int first = random.nextInt(all.size());
        int second = random.nextBoolean() ? Math.min(first + 1, all.size() - 1) : random.nextInt(all.size());
        MatchResult left = all.get(Math.min(first, second));
        MatchResult right = all.get(Math.max(first, second));
        return first == second ? text : spliced(spliced(text, right, left.group()), left, right.group());
    }

    /** A letter left out, doubled, exchanged or of another case; or another word of the file. */
    static String rename(String text, Random random) {
        MatchResult one = any(WORD, text, random);
        String word = one.group();
        if (word.isEmpty()) {
            return "x";
        }
        int at = random.nextInt(word.length());
        String before = word.substring(0, at);
        String after = word.substring(at + 1);
        char letter = word.charAt(at);
        String renamed = switch (random.nextInt(6)) {
            case 0 -> before + after;
            case 1 -> before + letter + letter + after;
            case 2 -> before + (char) ('a' + random.nextInt(26)) + after;
            case 3 -> before + Character.toUpperCase(letter) + after;
            case 4 -> word + random.nextInt(10);
            default -> any(WORD, text, random).group();
        };
        return spliced(text, one, renamed);
    }

    static String retype(String text, Random random) {
        return spliced(text, any(TOKEN, text, random), OTHERS.get(random.nextInt(OTHERS.size())));
    }

    /** What a bare word or a value would be when it were nested deep. */
    static String deepen(String text, Random random) {
        MatchResult one = any(TOKEN, text, random);
        int depth = 1 + random.nextInt(random.nextInt(10) == 0 ? 6_000 : 60);
        String[] pair = new String[][] {{"[", "]"}, {"{ a: ", " }"}, {"(", ")"}, {"!", ""}, {"- ", ""}, {"${", "}"}}
                [random.nextInt(6)];
        return spliced(text, one, pair[0].repeat(depth) + one.group() + pair[1].repeat(depth));
    }

    static MatchResult any(Pattern pattern, String text, Random random) {
        List<MatchResult> all = all(pattern, text);
        return all.get(random.nextInt(all.size()));
    }

    /** Every match; the whole text as one when there is none. */
    static List<MatchResult> all(Pattern pattern, String text) {
        List<MatchResult> found =
                new ArrayList<>(pattern.matcher(text).results().toList());
        if (found.isEmpty()) {
            Pattern.compile("(?s).*").matcher(text).results().limit(1).forEach(found::add);
        }
        return found;
    }

    static String spliced(String text, MatchResult at, String put) {
        return text.substring(0, at.start()) + put + text.substring(at.end());
    }
}
