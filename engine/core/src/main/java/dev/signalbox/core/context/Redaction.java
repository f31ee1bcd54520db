package dev.signalbox.core.context;

import dev.signalbox.core.run.Recorded;
import dev.signalbox.dsl.expr.Scope;
import dev.signalbox.dsl.media.Media;
import dev.signalbox.dsl.media.MediaBytes;
import dev.signalbox.dsl.media.MediaText;
import dev.signalbox.dsl.model.DataDecl;
import dev.signalbox.dsl.model.DataName;
import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.model.Save;
import dev.signalbox.dsl.model.State;
import dev.signalbox.dsl.model.Template;
import dev.signalbox.dsl.model.verb.EachVerb;
import dev.signalbox.dsl.model.verb.InnerStep;
import dev.signalbox.dsl.model.verb.ParallelVerb;
import dev.signalbox.dsl.model.verb.SetVerb;
import dev.signalbox.dsl.model.verb.Verb;
import dev.signalbox.dsl.value.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@code redact: true} data out of a prompt, by three doors: an expression cannot read it, an event that saved it
 * shows no value, and where its value turns up elsewhere (in a call's arguments, in another name, as a key) it is struck
 * out, also the value that an earlier event had saved. Texts shorter than {@value #SHORTEST} characters are struck out only
 * where they stand alone, numbers below {@value #LEAST} and truths not at all: they are in every text.
 */
final class Redaction {
    static final String STRUCK = "[redacted]";
    private static final int SHORTEST = 4;
    private static final int LEAST = 1000;

    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> savers = new LinkedHashSet<>();
    private final Set<String> keepers = new LinkedHashSet<>();
    private final Set<String> shortTexts = new LinkedHashSet<>();
    private final Set<String> numbers = new LinkedHashSet<>();
    private final List<Pattern> inTexts = new ArrayList<>();
    private final Set<String> whole = new LinkedHashSet<>();

    /** The hashes of redacted pictures and documents: found when one is asked for. */
    private @Nullable Set<String> pictures;

    Redaction(Flow flow, Scope scope, List<Recorded> history) {
        flow.data().values().stream()
                .filter(DataDecl::redact)
                .forEach(decl -> names.add(decl.name().value()));
        if (names.isEmpty()) {
            return;
        }
        flow.states().values().forEach(this::learn);
        Set<String> texts = new LinkedHashSet<>();
        for (String name : names) {
            Object value = scope.root(name);
            if (value != null) {
                collect(value, texts);
            }
        }
        history.stream()
                .filter(recorded -> keepers.contains(recorded.state().value()) && hidesValue(recorded))
                .forEach(recorded -> collect(recorded.value(), texts));
        whole.addAll(texts);
        // The longest first, so that a value that holds another one is struck out whole.
        Comparator<String> longest = Comparator.comparingInt(String::length).reversed();
        texts.stream()
                .sorted(longest.thenComparing(Comparator.naturalOrder()))
                .forEach(text -> inTexts.add(Pattern.compile(Pattern.quote(text))));
        numbers.stream()
                .sorted(longest.thenComparing(Comparator.naturalOrder()))
                .forEach(number -> inTexts.add(Pattern.compile("(?<!\\d)" + Pattern.quote(number) + "(?!\\d)")));
    }

    private void collect(Object value, Set<String> texts) {
        switch (value) {
            case Map<?, ?> map -> map.values().forEach(part -> collect(part, texts));
            case List<?> list -> list.forEach(part -> collect(part, texts));
            case String string -> {
                if (string.length() >= SHORTEST) {
                    texts.add(string);
                } else if (!string.isEmpty()) {
                    shortTexts.add(string);
                }
            }
            case Number number -> {
                if (Math.abs(number.doubleValue()) >= LEAST) {
                    numbers.add(plain(number));
                }
            }
            default -> {
                // true and null: nothing that could be told from chance.
            }
        }
    }

    /** A number as it stands in a text: 4200 for 4200.0 too. */
    private static String plain(Number number) {
        return number instanceof Double d ? PlainText.number(d) : number.toString();
    }

    private void learn(State state) {
        String name = state.name().value();
        if (whole(state.save())) {
            keepers.add(name);
        }
        Map<DataName, Template> values = state.verb() instanceof SetVerb set ? set.values() : state.set();
        // One redacted part is enough: nothing of such a state's values is shown.
        if (named(values.keySet())
                || saves(state.save())
                || inner(state.verb()).stream().anyMatch(step -> saves(step.save()))) {
            savers.add(name);
        }
    }

    private static Collection<InnerStep> inner(Verb verb) {
        return switch (verb) {
            case ParallelVerb parallel ->
                parallel.branches().values().stream()
                        .map(ParallelVerb.Branch::step)
                        .toList();
            case EachVerb each -> List.of(each.step());
            default -> List.of();
        };
    }

    private boolean whole(@Nullable Save save) {
        return save instanceof Save.Whole whole && hides(whole.name().value());
    }

    private boolean saves(@Nullable Save save) {
        return whole(save)
                || save instanceof Save.Mapping mapping && named(mapping.names().keySet());
    }

    private boolean named(Set<DataName> written) {
        return written.stream().anyMatch(name -> hides(name.value()));
    }

    /** Whether it is, byte for byte, a redacted value: however either of the two is spelled. */
    boolean hides(Media media) {
        if (pictures == null) {
            Set<String> hashes = new LinkedHashSet<>();
            for (String text : whole) {
                if (MediaText.read(text) instanceof MediaText.Read.Bytes bytes
                        && MediaBytes.look(bytes.bytes()) instanceof MediaBytes.Look.Known known) {
                    hashes.add(known.media().sha256());
                }
            }
            pictures = hashes;
        }
        return pictures.contains(media.sha256());
    }

    boolean hides(String root) {
        return names.contains(root);
    }

    /** Whether the value of this event is, or holds, a value of redacted data. */
    boolean hidesValue(Recorded recorded) {
        return savers.contains(recorded.state().value())
                && switch (recorded.kind()) {
                    case RESULT, ANSWER, EVENT -> true;
                    case ERROR, DECISION -> false;
                };
    }

    /** The value with every redacted value in it struck out; an equal one when there was none. */
    Object strike(Object value) {
        if (inTexts.isEmpty() && shortTexts.isEmpty()) {
            return value;
        }
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> struck = new LinkedHashMap<>();
                Json.object(map).forEach((key, part) -> struck.put(strikeText(key), strike(part)));
                yield struck;
            }
            case List<?> list -> list.stream().map(this::strike).toList();
            case String string -> strikeText(string);
            case Number number -> numbers.contains(plain(number)) ? STRUCK : number;
            default -> value;
        };
    }

    String strikeText(String string) {
        if (shortTexts.contains(string)) {
            return STRUCK;
        }
        String struck = string;
        for (Pattern text : inTexts) {
            struck = text.matcher(struck).replaceAll(STRUCK);
        }
        return struck;
    }
}
