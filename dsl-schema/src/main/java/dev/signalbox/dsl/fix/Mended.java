package dev.signalbox.dsl.fix;

import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.diagnostic.Fix;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came of mending.
 *
 * @param files the files that differ now, by path
 * @param made each fix that was made, in the order of the rounds; its places are those of its round
 */
public record Mended(SortedMap<String, File> files, List<Made> made) {
    public Mended {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        made = List.copyOf(made);
    }

    public record File(String before, String after) {}

    public record Made(Diagnostic found, Fix fix) {}
}
