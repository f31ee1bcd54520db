@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.notice;
