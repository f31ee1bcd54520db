/** The operations of a running server, asked over HTTP: what a command line beside a server uses. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.console.client;
