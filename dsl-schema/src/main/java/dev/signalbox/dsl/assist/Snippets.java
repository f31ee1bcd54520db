package dev.signalbox.dsl.assist;

import java.util.List;
import java.util.Map;

/** What is put in for a key: the verbs of a state with what each needs, other keys with room for their value. */
final class Snippets {
    private static final Map<String, String> OF_STATES = Map.of(
            "call", "call: ${1:action}\nwith: { $2 }\nnext: ${3:state}$0",
            "llm",
                    "llm:\n  model: ${1:model}\n  prompt: |\n    ${2:question}\n  context:\n    budget: ${3:2000}\n    load:\n"
                            + "      - { name: ${4:item}, from: ${5:input}, max: ${6:1000} }\n"
                            + "save: ${7:data}\notherwise: { invalid: ${8:state} }\nnext: ${9:state}$0",
            "ask",
                    "ask:\n  title: ${1:question}\n  by: [${2:group}]\n  within: ${3:48h}\n"
                            + "save: ${4:data}\notherwise: { expired: ${5:state} }\nnext: ${6:state}$0",
            "wait",
                    "wait: { event: ${1:event}, within: ${2:2d} }\notherwise: { expired: ${3:state} }\nnext: ${4:state}$0",
            "parallel",
                    "parallel:\n  ${1:one}: { call: ${2:action}, with: { $3 }, save: ${4:data} }\njoin: all\nnext: ${5:state}$0",
            "each",
                    "each:\n  item: ${1:item}\n  in: ${2:list}\n  max: ${3:20}\n  step: { call: ${4:action}, with: { $5 } }\n"
                            + "save: ${6:data}\nnext: ${7:state}$0",
            "flow", "flow: ${1:flow}\nwith: { $2 }\nnext: ${3:state}$0",
            "set", "set: { ${1:data}: $2 }\nnext: ${3:state}$0",
            "end", "end: ${1|succeeded,failed,cancelled|}$0");

    private static final Map<String, String> OF_PLACES = Map.of(
            "approve", "approve:\n  title: ${1:question}\n  show: [$2]\n  by: [${3:group}]\n  within: ${4:48h}$0",
            "retry", "retry: { max: ${1:3}, backoff: ${2:1s..30s} }$0",
            "match", "match: ${1:data}\ncases:\n  ${2:member}: ${3:state}$0",
            "when", "when: ${1:condition}\nto: ${2:state}$0");

    private Snippets() {}

    /** The keys as they are proposed: a state's verbs before the rest. */
    static List<Grammar.Key> ordered(List<Grammar.Key> keys, List<String> parent) {
        boolean state = parent.size() == 2 && parent.getFirst().equals("states");
        return state
                ? keys.stream()
                        .sorted(java.util.Comparator.comparing(key -> !OF_STATES.containsKey(key.name())))
                        .toList()
                : keys;
    }

    /** @param below the rest of a state has not been written, so that a verb brings what it needs along */
    static String key(String name, List<String> parent, boolean below) {
        boolean state = parent.size() == 2 && parent.getFirst().equals("states");
        String snippet = state && below ? OF_STATES.get(name) : null;
        snippet = snippet == null && below ? OF_PLACES.get(name) : snippet;
        return snippet == null ? name + ": $0" : snippet;
    }
}
