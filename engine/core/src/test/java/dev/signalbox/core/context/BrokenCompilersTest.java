package dev.signalbox.core.context;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each property can fail: there is a compiler that breaks it, and it is seen to break it. */
class BrokenCompilersTest {
    private static final long MOST_SEEDS = 2_000;

    static Set<String> properties() {
        return BrokenCompilers.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("properties")
    void aCompilerThatBreaksItIsCaught(String property) {
        ContextProperties.Compiler compiler = BrokenCompilers.all().get(property);
        for (long seed = 0; seed < MOST_SEEDS; seed++) {
            for (String what : ContextPropertiesTest.broken(seed, compiler, entry -> {})) {
                if (what.startsWith(property + ": ")) {
                    System.out.println("seed " + seed + ": " + what);
                    return;
                }
            }
        }
        fail("no context of " + MOST_SEEDS + " shows that " + property + " is broken");
    }
}
