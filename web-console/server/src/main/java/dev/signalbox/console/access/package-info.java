/** Who calls, and whether they may: tokens, sessions, sign-in codes, hosts and origins. Knows no run and no hold. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.console.access;
