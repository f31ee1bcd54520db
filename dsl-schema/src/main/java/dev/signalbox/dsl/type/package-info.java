/** JSON Schemas as types: validation and coercion of values, and their form in CEL. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.dsl.type;
