@org.jspecify.annotations.NullMarked
package dev.signalbox.store;
