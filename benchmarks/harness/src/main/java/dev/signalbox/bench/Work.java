package dev.signalbox.bench;

/** One run of a workload on one engine, from its start to its end. Called from as many threads as run side by side. */
@FunctionalInterface
public interface Work {
    /** Returns when the run has ended as it should; throws when it has not. */
    void once() throws Exception;
}
