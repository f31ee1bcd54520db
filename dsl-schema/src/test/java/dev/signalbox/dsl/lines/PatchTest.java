package dev.signalbox.dsl.lines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PatchTest {
    @Test
    void theSameTextIsNoChange() {
        assertEquals("", Patch.of("x.yaml", "a\nb\n", "a\nb\n"));
    }

    @Test
    void aChangeStandsWithThreeLinesAroundIt() {
        assertEquals("""
                --- a/x.yaml
                +++ b/x.yaml
                @@ -2,7 +2,7 @@
                 2
                 3
                 4
                -5
                +five
                 6
                 7
                 8
                """, Patch.of("x.yaml", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"));
    }

    @Test
    void aLineBreakAddedAtTheEndIsAChange() {
        assertEquals("""
                --- a/x.yaml
                +++ b/x.yaml
                @@ -1,2 +1,2 @@
                 a
                -b
                \\ No newline at end of file
                +b
                """, Patch.of("x.yaml", "a\nb", "a\nb\n"));
    }

    @Test
    void aTextFromNothingIsAllAdded() {
        assertEquals("--- a/x.yaml\n+++ b/x.yaml\n@@ -0,0 +1,1 @@\n+a\n", Patch.of("x.yaml", "", "a\n"));
    }
}
