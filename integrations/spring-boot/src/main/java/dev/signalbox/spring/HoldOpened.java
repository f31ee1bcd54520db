package dev.signalbox.spring;

import dev.signalbox.runtime.api.Views;

/**
 * Published when a hold opens, after it is durable and on the listeners' own thread. Whoever must not miss one asks the engine:
 * what happened in a crash, or on another engine of the store, is published nowhere.
 */
public record HoldOpened(Views.HoldView hold) {}
