package dev.signalbox.bench.flowable;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.flowable.common.engine.api.delegate.event.AbstractFlowableEventListener;
import org.flowable.common.engine.api.delegate.event.FlowableEngineEntityEvent;
import org.flowable.common.engine.api.delegate.event.FlowableEngineEventType;
import org.flowable.common.engine.api.delegate.event.FlowableEvent;
import org.flowable.common.engine.impl.cfg.TransactionState;
import org.flowable.task.api.Task;

/** Tells by process when its person's task is there and when it has ended, both once committed. */
final class Committed extends AbstractFlowableEventListener {
    private final Map<String, CompletableFuture<String>> tasks = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<String>> ends = new ConcurrentHashMap<>();

    Committed() {
        setOnTransaction(TransactionState.COMMITTED.name());
    }

    /** The id of the process's task. */
    CompletableFuture<String> task(String process) {
        return tasks.computeIfAbsent(process, id -> new CompletableFuture<>());
    }

    CompletableFuture<String> end(String process) {
        return ends.computeIfAbsent(process, id -> new CompletableFuture<>());
    }

    void forget(String process) {
        tasks.remove(process);
        ends.remove(process);
    }

    @Override
    public void onEvent(FlowableEvent event) {
        if (!(event instanceof FlowableEngineEntityEvent happened)) {
            return;
        }
        String process = happened.getProcessInstanceId();
        if (event.getType() == FlowableEngineEventType.TASK_CREATED && happened.getEntity() instanceof Task task) {
            task(process).complete(task.getId());
        } else if (event.getType() == FlowableEngineEventType.PROCESS_COMPLETED) {
            end(process).complete(process);
        }
    }

    @Override
    public boolean isFireOnTransactionLifecycleEvent() {
        return true;
    }

    @Override
    public boolean isFailOnException() {
        return false;
    }
}
