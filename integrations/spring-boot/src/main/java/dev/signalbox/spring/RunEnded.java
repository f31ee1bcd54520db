package dev.signalbox.spring;

import dev.signalbox.runtime.api.Views;

/** Published when a run succeeded, failed or was cancelled, as {@link HoldOpened} is. */
public record RunEnded(Views.RunView run) {}
