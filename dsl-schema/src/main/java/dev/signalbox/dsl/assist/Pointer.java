package dev.signalbox.dsl.assist;

import java.util.ArrayList;
import java.util.List;

/** JSON pointers (RFC 6901) as lists of names. */
final class Pointer {
    private Pointer() {}

    static List<String> names(String pointer) {
        List<String> names = new ArrayList<>();
        if (!pointer.isEmpty()) {
            for (String name : pointer.substring(1).split("/", -1)) {
                names.add(name.replace("~1", "/").replace("~0", "~"));
            }
        }
        return names;
    }

    static String of(List<String> names) {
        StringBuilder pointer = new StringBuilder();
        names.forEach(name -> pointer.append('/').append(name.replace("~", "~0").replace("/", "~1")));
        return pointer.toString();
    }

    static boolean isIndex(String name) {
        return !name.isEmpty() && name.length() < 6 && name.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
