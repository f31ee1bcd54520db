package dev.signalbox.dsl.model;

/** How soon a person should look at a hold. */
public enum Urgency {
    LOW,
    MEDIUM,
    HIGH
}
