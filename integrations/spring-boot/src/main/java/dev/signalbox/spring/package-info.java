/**
 * The engine in a Spring Boot application: properties, beans and their lives. Uses the engine's public API only; nothing of the
 * engine knows it.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.spring;
