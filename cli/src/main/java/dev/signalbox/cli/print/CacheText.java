package dev.signalbox.cli.print;

import java.util.Map;

/** What a provider's cache may have had of a question, and what it said it had. */
final class CacheText {
    private CacheText() {}

    /** @param cache the manifest's {@code cache}, as events tell it */
    static String outlook(Map<String, Object> cache) {
        String same = cache.getOrDefault("same", 0) + " tokens in front";
        Object part = cache.get("part");
        String upTo = part == null ? "" : ", up to `" + part + "`";
        return "cache: "
                + switch (String.valueOf(cache.get("outlook"))) {
                    case "first" ->
                        "the state's first question to this model in this run; " + cache.getOrDefault("stable", 0)
                                + " stable tokens in front";
                    case "expired" -> same + " as in the question before, which is longer ago than a prefix is kept";
                    case "changed" -> "missed: the stable part `" + part + "` is another than before, after " + same;
                    case "short" -> same + " as before" + upTo + ": fewer than a provider keeps";
                    default -> same + " as before" + upTo;
                };
    }
}
