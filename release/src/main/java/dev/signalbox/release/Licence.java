package dev.signalbox.release;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The licences under which a library may come along with the program: none of them says under which licence the program or
 * a flow stands. A library that offers several is taken under the first of this order. Whoever adds one reads it first.
 */
enum Licence {
    APACHE_2_0("Apache-2.0"),
    MIT("MIT"),
    ISC("ISC"),
    BSD_2_CLAUSE("BSD-2-Clause"),
    // Before BSD's: Jakarta Mail and Angus Mail offer both by their POMs, and their jars hold the text and the notice
    // of this one.
    EPL_2_0("EPL-2.0"),
    BSD_3_CLAUSE("BSD-3-Clause"),
    MIT_0("MIT-0"),
    ZERO_BSD("0BSD");

    /** What libraries say where SPDX has another name. */
    private static final Map<String, Licence> OTHER_NAMES = Map.of(
            "Go License", BSD_3_CLAUSE,
            "EDL 1.0", BSD_3_CLAUSE,
            "Eclipse Distribution License - v 1.0", BSD_3_CLAUSE);

    private final String id;

    Licence(String id) {
        this.id = id;
    }

    /** Its name in SPDX's list. */
    String id() {
        return id;
    }

    /** The one to take of those that a library offers, by SPDX's names or those that libraries use instead. */
    static Optional<Licence> of(Collection<String> offered) {
        return Arrays.stream(values())
                .filter(one -> offered.stream().anyMatch(name -> name.equals(one.id) || OTHER_NAMES.get(name) == one))
                .findFirst();
    }
}
