package dev.signalbox.dsl.model;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * What the triggers of a flow are called: their kind and what they listen to, such as {@code http-hooks-tickets}. A name is
 * one plain part of a path. It stays when others move in the file and when anything else of the trigger changes. Two whose
 * names would be the same have a number of their own text behind it; two of the same text are counted.
 */
public final class TriggerNames {
    private TriggerNames() {}

    /** In the order of the file. */
    public static Map<String, Trigger> of(List<Trigger> triggers) {
        Map<String, Integer> alike = new HashMap<>();
        for (String text : triggers.stream().map(TriggerNames::text).distinct().toList()) {
            alike.merge(plain(text), 1, Integer::sum);
        }
        Map<String, Trigger> named = new LinkedHashMap<>();
        for (Trigger trigger : triggers) {
            String text = text(trigger);
            String name = plain(text);
            if (alike.getOrDefault(name, 0) > 1) {
                name += "-" + number(text);
            }
            String free = name;
            for (int i = 2; named.containsKey(free); i++) {
                free = name + "-" + i;
            }
            named.put(free, trigger);
        }
        return named;
    }

    private static String text(Trigger trigger) {
        return switch (trigger) {
            case Trigger.Http http -> "http " + http.path();
            case Trigger.Schedule schedule ->
                "schedule " + schedule.cron().strip() + (schedule.zone() == null ? "" : " " + schedule.zone());
            case Trigger.Event event -> "event " + event.name();
        };
    }

    private static String plain(String text) {
        String name = text.toLowerCase(Locale.ROOT)
                .replace("*", "x")
                .replaceAll("[^a-z0-9._~]+", "-")
                .replaceAll("^-+|-+$", "");
        return name.length() <= 100 ? name : name.substring(0, 100) + "-" + number(text);
    }

    private static String number(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }
}
