/** A small shop whose refunds are runs: what an application with the starter looks like. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.example.shop;
