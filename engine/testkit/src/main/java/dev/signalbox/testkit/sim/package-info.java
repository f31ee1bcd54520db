/**
 * A simulated world: the real dispatcher on seeded threads, a virtual clock, an outside world that loses, doubles and delays,
 * and what must hold afterwards. May use the runtime's ports; must never know a real store, thread or socket.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.testkit.sim;
