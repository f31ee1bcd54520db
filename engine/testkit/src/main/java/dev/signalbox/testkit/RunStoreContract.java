package dev.signalbox.testkit;

import dev.signalbox.runtime.port.RunStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every store promises, part by part. A store's own test extends this and says how it is opened. */
@SuppressWarnings("NullAway.Init")
public abstract class RunStoreContract
        implements LogContract,
                EffectContract,
                KeyContract,
                ListContract,
                InboxContract,
                DecisionContract,
                PurgeContract,
                CalibrationContract,
                DayContract,
                TriggerContract,
                NoticeContract {
    private RunStore store;

    /** Opens what the last call left, as after a restart; the one before is closed or dead. */
    protected abstract RunStore open();

    @BeforeEach
    void openIt() {
        store = open();
    }

    @AfterEach
    void closeIt() {
        store.close();
    }

    @Override
    public final RunStore store() {
        return store;
    }

    @Override
    public final void reopen() {
        store.close();
        store = open();
    }
}
