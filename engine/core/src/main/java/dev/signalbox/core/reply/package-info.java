/** From a model's raw text to a typed value, tolerantly, then strictly. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.core.reply;
