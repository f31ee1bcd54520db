/** {@code signalbox test}: finds test files, plays their tests and tells what came of them. Knows no engine but the runner of the test kit. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.cli.tests;
