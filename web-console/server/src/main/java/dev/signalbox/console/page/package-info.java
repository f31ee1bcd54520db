/** The built page and the sign-in page. Knows nothing of runs. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.console.page;
