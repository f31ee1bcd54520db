package dev.signalbox.testkit.sim;

import dev.signalbox.runtime.port.Appended;
import dev.signalbox.runtime.port.Commit;
import dev.signalbox.runtime.port.PendingEffect;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts itself before a store: lets other threads in around each call, lets calls fail as it is told to, and tells of
 * each commit in the instant in which it is kept.
 */
public final class StoreFaults {
    /** What asks no disk. */
    private static final Set<String> NO_CALLS = Set.of("shared", "hints", "keepBundle", "close");

    private StoreFaults() {}

    /** What is wrong with one call. */
    public enum Fault {
        /** It fails, and nothing was done. */
        BEFORE,
        /** It is done, and the answer is lost. */
        AFTER,
        /** It never comes back, and nothing was done. */
        HANG
    }

    /**
     * @param faults the fault for a call of that method with those arguments, or null
     * @param kept hears of each commit that the store took
     * @param claimed hears of the effects that were taken over
     */
    public static RunStore before(
            RunStore store,
            BiFunction<Method, Object[], @Nullable Fault> faults,
            Consumer<Commit> kept,
            Consumer<PendingEffect> claimed) {
        return (RunStore) Proxy.newProxyInstance(
                RunStore.class.getClassLoader(), new Class<?>[] {RunStore.class}, (proxy, method, given) -> {
                    Object[] arguments = given == null ? new Object[0] : given;
                    if (method.getDeclaringClass() == Object.class || NO_CALLS.contains(method.getName())) {
                        return call(store, method, arguments);
                    }
                    letOthersIn();
                    Fault fault = faults.apply(method, arguments);
                    if (fault == Fault.BEFORE) {
                        throw new StoreException("The disk failed before " + method.getName() + ".");
                    }
                    while (fault == Fault.HANG) {
                        LockSupport.park(store);
                        boolean unused = Thread.interrupted(); // nor does it hear of being stopped
                    }
                    Object answer = call(store, method, arguments);
                    if (answer instanceof Appended.Done && arguments[0] instanceof Commit commit) {
                        kept.accept(commit);
                    }
                    if (method.getName().equals("claim") && answer instanceof List<?> effects) {
                        effects.forEach(effect -> claimed.accept((PendingEffect) effect));
                    }
                    if (fault == Fault.AFTER) {
                        throw new StoreException("The disk failed after " + method.getName() + ".");
                    }
                    letOthersIn();
                    return answer;
                });
    }

    /** Yielding is what it is about: the scheduler is the simulation's own. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void letOthersIn() {
        if (Thread.currentThread().isVirtual()) {
            Thread.yield();
        }
    }

    private static Object call(RunStore store, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
