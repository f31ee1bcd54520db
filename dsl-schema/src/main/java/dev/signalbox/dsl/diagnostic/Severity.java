package dev.signalbox.dsl.diagnostic;

/** How much a finding weighs. An error keeps a flow from running. */
public enum Severity {
    ERROR,
    WARNING,
    INFO
}
