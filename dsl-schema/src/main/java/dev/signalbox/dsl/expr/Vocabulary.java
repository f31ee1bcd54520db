package dev.signalbox.dsl.expr;

import dev.signalbox.dsl.type.Type;
import dev.signalbox.dsl.type.Types;
import java.util.ArrayList;
import java.util.List;

/** The functions and macros that an expression may call, for someone who writes one. */
public final class Vocabulary {
    private Vocabulary() {}

    /**
     * One function, once for each form it has.
     *
     * @param written as it is called, behind its point for one that is called on a value: {@code startsWith(text)}
     * @param gives its result in words
     */
    public record Word(String name, String written, String gives) {}

    /** What is called by its name alone: {@code clip(text, 20)}. */
    public static List<Word> free() {
        List<Word> words = new ArrayList<>();
        words.add(new Word("has", "has(a.field)", "whether it is there"));
        Functions.all().stream().filter(form -> !form.member()).forEach(form -> words.add(word(form)));
        return words;
    }

    /** What can be called on a value of that type: {@code note.trim()}, {@code lines.exists(x, x.open)}. */
    public static List<Word> on(Type receiver) {
        Type type = Types.base(receiver);
        List<Word> words = new ArrayList<>();
        if (type instanceof Type.Any) {
            return words;
        }
        if (type instanceof Type.Arr || (type instanceof Type.Obj object && object.open())) {
            Macros.NAMES.stream()
                    .sorted()
                    .forEach(name -> words.add(new Word(
                            name,
                            name.equals("map") ? "map(x, value)" : name + "(x, condition)",
                            name.equals("map") || name.equals("filter") ? "a list" : "true or false")));
        }
        for (Functions.Form form : Functions.all()) {
            if (form.member() && form.params().getFirst().takes(type)) {
                words.add(word(form));
            }
        }
        return words;
    }

    private static Word word(Functions.Form form) {
        String written = form.written();
        return new Word(
                form.name(),
                form.member() ? written.substring(written.indexOf('.' + form.name()) + 1) : written,
                Types.words(form.result()));
    }
}
