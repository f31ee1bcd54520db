package dev.signalbox.cli.print;

import dev.signalbox.core.context.ContextResult;
import dev.signalbox.core.context.Manifest;
import dev.signalbox.dsl.value.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Several ways to ask one question, side by side: a column for each, a row for each measure and each item. */
public final class Comparison {
    private static final String NONE = "–";

    private Comparison() {}

    public static String table(List<Variant> variants) {
        List<String> heads = new ArrayList<>(List.of(""));
        variants.forEach(variant -> heads.add(variant.head()));
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("model", variants, variant -> variant.modelName().value()));
        rows.add(row("window", variants, Comparison::window));
        rows.add(row("counted by", variants, of(Manifest::counter)));
        rows.add(row("budget", variants, of(manifest -> String.valueOf(manifest.budget()))));
        rows.add(row("items", variants, of(manifest -> String.valueOf(manifest.used()))));
        for (String item : items(variants)) {
            rows.add(row("  " + item, variants, of(manifest -> fate(manifest, item))));
        }
        rows.add(row("the rest", variants, of(manifest -> String.valueOf(manifest.envelope()))));
        rows.add(row("input in all", variants, Comparison::input));
        rows.add(row("input in USD", variants, Comparison::cost));
        rows.add(row("comes to", variants, variant -> outcome(variant.result())));
        return "--- compared" + System.lineSeparator() + Printer.table(heads, rows);
    }

    /** The same as values; the manifest of each with it. */
    public static List<Map<String, Object>> json(List<Variant> variants) {
        return variants.stream().map(Comparison::object).toList();
    }

    private static Map<String, Object> object(Variant variant) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("as", variant.as());
        object.put("model", variant.modelName().value());
        if (!variant.changed().isEmpty()) {
            object.put("what_if", variant.changed());
        }
        if (variant.model() != null && variant.model().window() != null) {
            object.put("window", variant.model().window());
        }
        object.put("result", word(variant.result()));
        Manifest manifest = manifest(variant.result());
        if (manifest != null) {
            object.put("manifest", ContextText.object(manifest));
        }
        switch (variant.result()) {
            case ContextResult.Ready ready -> object.put("predicted_input_tokens", ready.predictedInputTokens());
            case ContextResult.Overflow over -> object.put("overflow", ContextText.overflow(over));
            case ContextResult.Needs needs -> object.put("summary", ContextText.summary(needs));
            case ContextResult.Failed failed ->
                object.put("failed", Map.of("item", failed.item(), "message", failed.message()));
        }
        Double cost = variant.cost();
        if (cost != null) {
            object.put("input_cost_usd", cost);
        }
        return object;
    }

    private static List<String> row(String name, List<Variant> variants, Function<Variant, String> cell) {
        List<String> row = new ArrayList<>(List.of(name));
        variants.forEach(variant -> row.add(cell.apply(variant)));
        return row;
    }

    private static Function<Variant, String> of(Function<Manifest, String> cell) {
        return variant -> {
            Manifest manifest = manifest(variant.result());
            return manifest == null ? NONE : cell.apply(manifest);
        };
    }

    private static String window(Variant variant) {
        Integer window = variant.model() == null ? null : variant.model().window();
        return window == null ? NONE : String.valueOf(window);
    }

    private static String input(Variant variant) {
        return variant.result() instanceof ContextResult.Ready ready
                ? String.valueOf(ready.predictedInputTokens())
                : NONE;
    }

    private static String cost(Variant variant) {
        Double cost = variant.cost();
        return cost == null ? NONE : Numbers.plain(cost);
    }

    private static String outcome(ContextResult result) {
        return switch (result) {
            case ContextResult.Ready ready -> "a question";
            case ContextResult.Overflow over -> "overflow of " + over.item();
            case ContextResult.Needs needs -> "a summary of " + needs.item() + " first";
            case ContextResult.Failed failed -> failed.item() + " cannot be loaded";
        };
    }

    private static String word(ContextResult result) {
        return switch (result) {
            case ContextResult.Ready ready -> "ready";
            case ContextResult.Overflow over -> "overflow";
            case ContextResult.Needs needs -> "summary";
            case ContextResult.Failed failed -> "failed";
        };
    }

    private static @Nullable Manifest manifest(ContextResult result) {
        return switch (result) {
            case ContextResult.Ready ready -> ready.manifest();
            case ContextResult.Overflow over -> over.manifest();
            case ContextResult.Needs needs -> null;
            case ContextResult.Failed failed -> null;
        };
    }

    private static Set<String> items(List<Variant> variants) {
        Set<String> items = new LinkedHashSet<>();
        for (Variant variant : variants) {
            Manifest manifest = manifest(variant.result());
            if (manifest != null) {
                manifest.items().forEach(entry -> items.add(entry.item()));
            }
        }
        return items;
    }

    /** What became of an item: {@code trimmed, 40 of 182}, or for an item of events {@code 3 kept, 9 dropped, 310 of 1240}. */
    private static String fate(Manifest manifest, String item) {
        List<Manifest.Entry> entries = manifest.items().stream()
                .filter(entry -> entry.item().equals(item))
                .toList();
        if (entries.isEmpty()) {
            return NONE;
        }
        int before = entries.stream().mapToInt(Manifest.Entry::tokensBefore).sum();
        int after = entries.stream().mapToInt(Manifest.Entry::tokensAfter).sum();
        List<String> parts = new ArrayList<>();
        for (Manifest.Verdict verdict : Manifest.Verdict.values()) {
            long many =
                    entries.stream().filter(entry -> entry.verdict() == verdict).count();
            String word = verdict.name().toLowerCase(Locale.ROOT);
            if (many > 0) {
                parts.add(entries.size() == 1 ? word : many + " " + word);
            }
        }
        return String.join(", ", parts) + ", " + after + " of " + before;
    }
}
