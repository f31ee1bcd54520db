package dev.signalbox.runtime.dispatch;

import dev.signalbox.runtime.calibration.Calibrations;
import dev.signalbox.runtime.port.ActionPort;
import dev.signalbox.runtime.port.Clock;
import dev.signalbox.runtime.port.Environment;
import dev.signalbox.runtime.port.ModelPort;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.Telemetry;
import java.util.concurrent.ThreadFactory;

/**
 * What a dispatcher stands on.
 *
 * @param threads makes the threads that effects, wakes and recovery run on: virtual ones, or a simulation's own
 */
public record Ports(
        RunStore store,
        FlowSource flows,
        ActionPort actions,
        ModelPort models,
        Environment environment,
        Clock clock,
        ThreadFactory threads,
        Reducer reducer,
        Telemetry telemetry,
        Calibrations calibrations,
        Tidings tidings) {
    /** On virtual threads, by the core. */
    public static Ports of(
            RunStore store,
            FlowSource flows,
            ActionPort actions,
            ModelPort models,
            Environment environment,
            Clock clock) {
        return new Ports(
                store,
                flows,
                actions,
                models,
                environment,
                clock,
                Thread.ofVirtual().factory(),
                Reducer.CORE,
                Telemetry.NONE,
                Calibrations.NONE,
                Tidings.NONE);
    }

    public Ports withThreads(ThreadFactory own) {
        return new Ports(
                store, flows, actions, models, environment, clock, own, reducer, telemetry, calibrations, tidings);
    }

    public Ports withReducer(Reducer own) {
        return new Ports(
                store, flows, actions, models, environment, clock, threads, own, telemetry, calibrations, tidings);
    }

    public Ports withTelemetry(Telemetry own) {
        return new Ports(
                store, flows, actions, models, environment, clock, threads, reducer, own, calibrations, tidings);
    }

    public Ports withCalibrations(Calibrations own) {
        return new Ports(store, flows, actions, models, environment, clock, threads, reducer, telemetry, own, tidings);
    }

    public Ports withTidings(Tidings own) {
        return new Ports(
                store, flows, actions, models, environment, clock, threads, reducer, telemetry, calibrations, own);
    }
}
