package dev.signalbox.store.sqlite;

import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.testkit.sim.SimDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A database of SQLite whose processes are killed: what one leaves behind are its file and its write-ahead log as they stand
 * at that moment, and the next opens a copy of them. Closing the store would write the log back, which nobody does who is
 * killed.
 */
final class KilledFiles implements SimDisk {
    private final Path folder;
    private final boolean withLog;

    private final Caller caller = new Caller();

    private int lives;
    private @Nullable Life last;

    /**
     * @param folder an empty one
     * @param withLog what is left includes the write-ahead log; without it this is a broken disk, for a test to catch
     */
    KilledFiles(Path folder, boolean withLog) {
        this.folder = folder;
        this.withLog = withLog;
    }

    @Override
    public Opening open(@Nullable Clock sharedBy) {
        if (sharedBy != null) {
            throw new IllegalArgumentException("a file of SQLite has one process at a time");
        }
        if (last != null) {
            last.cut();
        }
        last = new Life(lives);
        return last;
    }

    private Path file(int life) {
        return folder.resolve("life-" + life + ".db");
    }

    @Override
    public void close() {
        if (last != null) {
            last.cut();
        }
        caller.end();
    }

    /** One process. */
    private final class Life implements Opening {
        private final Path file;
        private final RunStore store;
        private boolean over;

        Life(int number) {
            file = file(number);
            SqliteStore opened = SqliteStore.open(file);
            store = (RunStore) Proxy.newProxyInstance(
                    RunStore.class.getClassLoader(), new Class<?>[] {RunStore.class}, (proxy, method, arguments) -> {
                        over |= method.getName().equals("close");
                        return caller.call(opened, method, arguments);
                    });
            lives++;
        }

        @Override
        public RunStore store() {
            return store;
        }

        @Override
        public void cut() {
            if (over) {
                return;
            }
            try {
                Path next = file(lives);
                Files.copy(file, next);
                if (withLog) {
                    Files.copy(log(file), log(next));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            store.close();
        }

        private static Path log(Path file) {
            return file.resolveSibling(file.getFileName() + "-wal");
        }
    }

    /**
     * Makes calls on a thread of its own: the store's threads must not wake a simulated one, whose turn is the scheduler's to
     * give. Who calls is busy until the answer is there, and does nothing on the way that might yield: any other way to wait
     * gives a simulated thread's turn up.
     */
    private static final class Caller {
        private final Thread thread = Thread.ofPlatform().daemon().start(this::loop);
        private volatile @Nullable Call next;
        private volatile boolean over;

        private void loop() {
            while (!over) {
                Call call = next;
                if (call == null) {
                    LockSupport.park(this);
                } else {
                    next = null;
                    call.make();
                }
            }
        }

        @Nullable
        Object call(RunStore store, Method method, Object @Nullable [] arguments) throws Throwable {
            Call call = new Call(store, method, arguments);
            next = call;
            LockSupport.unpark(thread);
            while (!call.done) {
                Thread.onSpinWait();
            }
            if (call.failure != null) {
                throw call.failure;
            }
            return call.answer;
        }

        void end() {
            over = true;
            LockSupport.unpark(thread);
        }
    }

    private static final class Call {
        private final RunStore store;
        private final Method method;
        private final Object @Nullable [] arguments;
        private @Nullable Object answer;
        private @Nullable Throwable failure;
        private volatile boolean done;

        Call(RunStore store, Method method, Object @Nullable [] arguments) {
            this.store = store;
            this.method = method;
            this.arguments = arguments;
        }

        void make() {
            try {
                answer = method.invoke(store, arguments);
            } catch (InvocationTargetException e) {
                failure = e.getCause();
            } catch (ReflectiveOperationException | RuntimeException e) {
                failure = e;
            }
            done = true;
        }
    }
}
