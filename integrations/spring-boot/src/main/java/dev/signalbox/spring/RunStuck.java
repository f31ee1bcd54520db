package dev.signalbox.spring;

import dev.signalbox.runtime.api.Views;

/** Published when a run comes to need an operator, as {@link HoldOpened} is. */
public record RunStuck(Views.RunView run) {}
