package dev.signalbox.release;

import java.util.List;

/** A library stands under no licence of the list: the build ends, and says whose. */
final class NotAllowed extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotAllowed(String library, List<String> offered) {
        super(library + " stands under " + (offered.isEmpty() ? "no licence that it names" : String.join(", ", offered))
                + ", and none of these is in Licence; read it before you add it there, or do without the library");
    }
}
