/** What a person or a program reads: tables, timelines, JSON. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.cli.print;
