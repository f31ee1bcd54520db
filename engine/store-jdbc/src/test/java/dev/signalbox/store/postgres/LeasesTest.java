package dev.signalbox.store.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.runtime.port.DayLedger;
import dev.signalbox.runtime.port.DayLedger.Amount;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.StoreException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who uses a database, as it is told to somebody beside them. */
class LeasesTest {
    private static final Duration LEASE = Duration.ofHours(1);
    private static final LocalDate DAY = LocalDate.parse("2026-11-27");

    private final TestServer.Schema schema = TestServer.freshSchema();

    /** Alive for as long as the test may take. */
    private RunStore open() {
        return PostgresStore.open(schema.url(), LEASE, Duration.ofSeconds(30));
    }

    private Leases read() {
        return Leases.read(schema.url(), DAY);
    }

    private void anEffectOf(String owner, String step) throws Exception {
        TestServer.run("INSERT INTO " + schema.name() + ".effect (step, kind, attempt, owner, claim_no, sent, body)"
                + " VALUES ('" + step + "', 'action_call', 1, " + owner + ", 1, 0, '{}')");
    }

    private void letLeasesPass() throws Exception {
        TestServer.run("UPDATE " + schema.name() + ".node SET alive_until = clock_timestamp() - interval '40 s'");
    }

    @Test
    void whatADayHasUsedIsToldOfThatDay() {
        Amount amount = Amount.used(1, 20, 0.5);
        try (RunStore store = open()) {
            store.reserve(new DayLedger.Reservation(
                    "a", DAY, amount, List.of(new DayLedger.Bound("desk", Amount.limit(9L, null, null)))));
            assertEquals(List.of(new DayLedger.Use("desk", amount)), read().used());
            assertEquals(List.of(), Leases.read(schema.url(), DAY.plusDays(1)).used());
        }
    }

    @Test
    void aDatabaseThatNobodyOpenedHasNoTablesAndIsGivenNone() {
        Leases empty = read();
        assertEquals(new Leases(empty.database(), false, 0, empty.clock(), List.of(), 0, List.of()), empty);
        assertTrue(empty.clock().abs().toMinutes() < 1, "one machine has one clock: " + empty.clock());
        assertFalse(read().tables());
    }

    @Test
    void whoeverIsAliveIsThereWithWhatItHasAndWhatIsLeftOfItsLease() throws Exception {
        try (RunStore store = open()) {
            anEffectOf("(SELECT id FROM " + schema.name() + ".node)", "r1/a/1/");
            anEffectOf("0", "r2/a/1/");
            Leases leases = read();
            assertTrue(store.shared() && leases.tables() && leases.anyAlive());
            Leases.Engine only = leases.engines().getFirst();
            assertEquals(List.of(only), leases.engines());
            assertTrue(
                    only.alive()
                            && only.name()
                                    .equals("pid " + ProcessHandle.current().pid()),
                    only.toString());
            assertTrue(only.remaining() != null && only.remaining().compareTo(LEASE) <= 0, only.toString());
            assertEquals(1, only.effects());
            assertEquals(1, leases.free());
            assertEquals(1, leases.waiting());
        }
    }

    @Test
    void whatEnginesLeftThatAreGoneWaitsAndWhoeverLeftNothingIsForgotten() throws Exception {
        open().close();
        RunStore killed = open();
        anEffectOf("(SELECT max(id) FROM " + schema.name() + ".node)", "r1/a/1/");
        letLeasesPass();
        Leases leases = read();
        assertFalse(leases.anyAlive());
        assertEquals(1, leases.engines().size());
        assertTrue(leases.engines().getFirst().remaining().isNegative());
        assertEquals(1, leases.waiting());
        killed.close();
        assertNull(read().engines().getFirst().remaining(), "it gave its lease back");
        assertEquals(1, read().waiting());
    }

    @Test
    void lookingTakesNoLeaseAndNoEffect() throws Exception {
        try (RunStore store = open()) {
            anEffectOf("0", "r1/a/1/");
            for (int look = 0; look < 3; look++) {
                assertEquals(1, read().engines().size());
                assertEquals(1, read().free());
            }
            assertEquals(List.of(), store.renew());
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsSaidToBeSoWithoutThePassword() {
        StoreException failure = assertThrows(
                StoreException.class, () -> Leases.read("postgresql://sam:secret@localhost:1/nowhere", DAY));
        String said = String.valueOf(failure.getMessage());
        assertTrue(said.startsWith("The database postgresql://localhost:1/nowhere cannot be read: "), said);
        assertFalse(said.contains("secret") || said.contains("\n"), said);
    }
}
