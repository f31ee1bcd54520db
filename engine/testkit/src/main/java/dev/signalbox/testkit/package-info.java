/**
 * What tests of flows and of engines are made with: a clock that is told to move, a store in memory that can be killed, and
 * the contract that every store keeps.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.testkit;
