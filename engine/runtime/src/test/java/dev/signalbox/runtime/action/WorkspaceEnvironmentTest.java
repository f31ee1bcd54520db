package dev.signalbox.runtime.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceEnvironmentTest {
    @Test
    void givesOnlyWhatIsDeclared() {
        WorkspaceEnvironment environment =
                environment(Map.of("SHOP_URL", "http://shop", "HOME", "/root", "TOKEN", "t", "AWS_KEY", "k"), Map.of());
        assertEquals(Map.of("SHOP_URL", "http://shop"), environment.env());
        assertEquals("t", environment.secret("TOKEN"));
        assertNull(environment.secret("AWS_KEY"));
    }

    @Test
    void aStandInServesUntilTheProcessSetsTheName() {
        Map<String, String> standIn = Map.of("SHOP_URL", "http://127.0.0.1:7");
        assertEquals(standIn, environment(Map.of(), standIn).env());
        assertEquals(
                Map.of("SHOP_URL", "http://shop"),
                environment(Map.of("SHOP_URL", "http://shop"), standIn).env());
    }

    @Test
    void aMountedFileGoesBeforeTheProcess(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("TOKEN"), "from file\n");
        WorkspaceEnvironment environment =
                environment(Map.of("TOKEN", "from process", "SIGNALBOX_SECRETS", folder.toString()), Map.of());
        assertEquals("from file", environment.secret("TOKEN"));
        Files.writeString(folder.resolve("TOKEN"), "changed\n");
        assertEquals("changed", environment.secret("TOKEN"));
    }

    @Test
    void whatIsMissingIsNamedWithHowToSetIt() {
        List<String> missing = environment(Map.of("TOKEN", ""), Map.of()).missing();
        assertEquals(2, missing.size());
        assertTrue(missing.get(0).startsWith("The environment name SHOP_URL is not set. Set it"), missing.get(0));
        assertTrue(missing.get(1).startsWith("The secret TOKEN is not set. Set it"), missing.get(1));
    }

    private static WorkspaceEnvironment environment(Map<String, String> process, Map<String, String> standIns) {
        return new WorkspaceEnvironment(() -> Set.of("SHOP_URL"), () -> Set.of("TOKEN"), process, standIns);
    }
}
