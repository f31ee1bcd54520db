package dev.signalbox.dsl.assist;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which places of a file hold a name, and of what: the one table behind proposals, definitions, references and renaming.
 * A pattern is a path of the file with {@code *} for any name, {@code #} for any index and {@code **} for any way down.
 */
final class NamePlaces {
    /**
     * @param key the name is a mapping's key, not a value
     * @param declares the name is declared there, not used
     */
    private record Rule(FileKind file, Sort sort, boolean key, boolean declares, List<String> pattern) {}

    /** What a name at a place is. */
    record Naming(Sort sort, boolean declares) {}

    private static final List<Rule> RULES = List.of(
            declaredKey(FileKind.FLOW, Sort.STATE, "states/*"),
            declaredKey(FileKind.FLOW, Sort.DATA, "data/*"),
            declaredKey(FileKind.FLOW, Sort.ACTION, "actions/*"),
            declaredKey(FileKind.FLOW, Sort.TYPE, "types/*"),
            declaredKey(FileKind.FLOW, Sort.EVENT, "events/*"),
            declared(FileKind.FLOW, Sort.FLOW, "flow"),
            declared(FileKind.FLOW, Sort.ITEM, "states/**/llm/context/load/#/name"),
            used(FileKind.FLOW, Sort.STATE, "start"),
            used(FileKind.FLOW, Sort.STATE, "otherwise/*"),
            used(FileKind.FLOW, Sort.STATE, "otherwise/*/to"),
            used(FileKind.FLOW, Sort.STATE, "states/*/otherwise/*"),
            used(FileKind.FLOW, Sort.STATE, "states/*/otherwise/*/to"),
            used(FileKind.FLOW, Sort.STATE, "states/*/next"),
            used(FileKind.FLOW, Sort.STATE, "states/*/next/#/to"),
            used(FileKind.FLOW, Sort.STATE, "states/*/next/cases/*"),
            used(FileKind.FLOW, Sort.STATE, "states/*/next/else"),
            used(FileKind.FLOW, Sort.STATE, "states/**/llm/context/load/#/events/#"),
            used(FileKind.FLOW, Sort.ACTION, "states/*/call"),
            used(FileKind.FLOW, Sort.ACTION, "states/*/parallel/*/call"),
            used(FileKind.FLOW, Sort.ACTION, "states/*/each/step/call"),
            used(FileKind.FLOW, Sort.ACTION, "states/**/llm/choose/#"),
            used(FileKind.FLOW, Sort.ACTION, "data/*/fetch/call"),
            used(FileKind.FLOW, Sort.FLOW, "states/*/flow"),
            used(FileKind.FLOW, Sort.FLOW, "states/*/parallel/*/flow"),
            used(FileKind.FLOW, Sort.FLOW, "states/*/each/step/flow"),
            used(FileKind.FLOW, Sort.MODEL, "states/**/llm/model"),
            used(FileKind.FLOW, Sort.MODEL, "states/**/evict/summarise/model"),
            used(FileKind.FLOW, Sort.MODEL, "states/**/evict/#/summarise/model"),
            used(FileKind.FLOW, Sort.PERSON, "states/*/ask/by"),
            used(FileKind.FLOW, Sort.PERSON, "states/*/ask/by/#"),
            used(FileKind.FLOW, Sort.PERSON, "states/**/approve/by"),
            used(FileKind.FLOW, Sort.PERSON, "states/**/approve/by/#"),
            used(FileKind.FLOW, Sort.PERSON, "states/**/escalate/by"),
            used(FileKind.FLOW, Sort.PERSON, "states/**/escalate/by/#"),
            used(FileKind.FLOW, Sort.DATA, "states/*/save"),
            used(FileKind.FLOW, Sort.DATA, "states/*/parallel/*/save"),
            usedKey(FileKind.FLOW, Sort.DATA, "states/*/save/*"),
            usedKey(FileKind.FLOW, Sort.DATA, "states/*/parallel/*/save/*"),
            usedKey(FileKind.FLOW, Sort.DATA, "states/*/set/*"),
            usedKey(FileKind.FLOW, Sort.DATA, "states/*/otherwise/*/set/*"),
            usedKey(FileKind.FLOW, Sort.DATA, "otherwise/*/set/*"),
            used(FileKind.FLOW, Sort.EVENT, "states/*/wait/event"),
            used(FileKind.FLOW, Sort.EVENT, "triggers/#/event/name"),
            used(FileKind.FLOW, Sort.SECRET, "triggers/#/http/hmac/secret"),
            used(FileKind.FLOW, Sort.TYPE, "types/**/$ref"),
            used(FileKind.FLOW, Sort.TYPE, "input/**/$ref"),
            used(FileKind.FLOW, Sort.TYPE, "output/**/$ref"),
            used(FileKind.FLOW, Sort.TYPE, "data/**/$ref"),
            used(FileKind.FLOW, Sort.TYPE, "actions/**/$ref"),
            used(FileKind.FLOW, Sort.TYPE, "events/**/$ref"),
            used(FileKind.FLOW, Sort.TYPE, "states/**/$ref"),
            used(FileKind.FLOW, Sort.FILE, "states/**/load/#/file"),
            used(FileKind.FLOW, Sort.FILE, "states/**/prompt/file"),
            used(FileKind.FLOW, Sort.FILE, "states/**/system/file"),
            used(FileKind.FLOW, Sort.FILE, "types/*/file"),
            used(FileKind.FLOW, Sort.FILE, "input/file"),
            used(FileKind.FLOW, Sort.FILE, "output/file"),
            used(FileKind.FLOW, Sort.FILE, "data/*/file"),
            used(FileKind.FLOW, Sort.FILE, "actions/*/args/file"),
            used(FileKind.FLOW, Sort.FILE, "actions/*/returns/file"),
            used(FileKind.TEST, Sort.FILE, "flow"),
            used(FileKind.TEST, Sort.FILE, "**/replies"),
            usedKey(FileKind.TEST, Sort.ACTION, "tests/**/actions/*"),
            usedKey(FileKind.TEST, Sort.STATE, "tests/**/models/*"),
            usedKey(FileKind.TEST, Sort.STATE, "tests/**/people/*"),
            used(FileKind.TEST, Sort.EVENT, "tests/**/events/#/event"),
            used(FileKind.TEST, Sort.PERSON, "tests/**/people/*/by"),
            used(FileKind.TEST, Sort.PERSON, "tests/**/people/*/#/by"),
            used(FileKind.TEST, Sort.PERSON, "tests/**/people/*/#/#/by"),
            used(FileKind.TEST, Sort.STATE, "tests/**/expect/path/#"),
            usedKey(FileKind.TEST, Sort.ACTION, "tests/**/expect/calls/*"),
            usedKey(FileKind.TEST, Sort.DATA, "tests/**/expect/data/*"),
            usedKey(FileKind.TEST, Sort.STATE, "tests/**/expect/context/*"),
            usedKey(FileKind.TEST, Sort.STATE, "tests/**/expect/held/*"),
            usedKey(FileKind.TEST, Sort.DATA, "tests/**/people/**/approve/edit/*"),
            declaredKey(FileKind.WORKSPACE, Sort.MODEL, "models/*"),
            declaredKey(FileKind.WORKSPACE, Sort.ACTION, "actions/*"),
            declaredKey(FileKind.WORKSPACE, Sort.PERSON, "people/*"),
            declared(FileKind.WORKSPACE, Sort.PERSON, "groups/#"),
            declared(FileKind.WORKSPACE, Sort.ENV, "env/#"),
            declaredKey(FileKind.WORKSPACE, Sort.SECRET, "secrets/*"),
            declaredKey(FileKind.WORKSPACE, Sort.CHANNEL, "channels/*"),
            used(FileKind.WORKSPACE, Sort.MODEL, "models/*/fallback"),
            used(FileKind.WORKSPACE, Sort.MODEL, "models/*/fallback/#"),
            used(FileKind.WORKSPACE, Sort.PERSON, "people/*/groups"),
            used(FileKind.WORKSPACE, Sort.PERSON, "people/*/groups/#"),
            used(FileKind.WORKSPACE, Sort.PERSON, "channels/*/groups"),
            used(FileKind.WORKSPACE, Sort.PERSON, "channels/*/groups/#"),
            used(FileKind.WORKSPACE, Sort.CHANNEL, "people/*/channel"),
            usedKey(FileKind.WORKSPACE, Sort.ENV, "stand_ins/*"),
            used(FileKind.WORKSPACE, Sort.FILE, "stand_ins/*"));

    private NamePlaces() {}

    /** What the name at a path is; null where no name stands. */
    static @Nullable Naming of(FileKind file, List<String> path, boolean key) {
        for (Rule rule : RULES) {
            if (rule.file() == file && rule.key() == key && fits(rule.pattern(), path)) {
                return new Naming(rule.sort(), rule.declares());
            }
        }
        return null;
    }

    private static boolean fits(List<String> pattern, List<String> path) {
        if (pattern.isEmpty()) {
            return path.isEmpty();
        }
        List<String> rest = pattern.subList(1, pattern.size());
        return switch (pattern.getFirst()) {
            case "**" -> {
                boolean found = false;
                for (int skip = 0; skip <= path.size() && !found; skip++) {
                    found = fits(rest, path.subList(skip, path.size()));
                }
                yield found;
            }
            case "*" -> !path.isEmpty() && fits(rest, path.subList(1, path.size()));
            case "#" -> !path.isEmpty() && Pointer.isIndex(path.getFirst()) && fits(rest, path.subList(1, path.size()));
            default ->
                !path.isEmpty()
                        && pattern.getFirst().equals(path.getFirst())
                        && fits(rest, path.subList(1, path.size()));
        };
    }

    private static Rule used(FileKind file, Sort sort, String pattern) {
        return new Rule(file, sort, false, false, List.of(pattern.split("/")));
    }

    private static Rule usedKey(FileKind file, Sort sort, String pattern) {
        return new Rule(file, sort, true, false, List.of(pattern.split("/")));
    }

    private static Rule declared(FileKind file, Sort sort, String pattern) {
        return new Rule(file, sort, false, true, List.of(pattern.split("/")));
    }

    private static Rule declaredKey(FileKind file, Sort sort, String pattern) {
        return new Rule(file, sort, true, true, List.of(pattern.split("/")));
    }
}
