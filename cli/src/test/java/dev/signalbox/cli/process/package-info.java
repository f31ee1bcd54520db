/** The program as its users meet it: a process of its own, which is killed, restarted and given what it cannot read. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.cli.process;
