/**
 * What an engine learns of the tokens that models report. Start at {@link dev.signalbox.runtime.calibration.Calibrations}. May use the
 * store; knows nothing of providers, flows or commits.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.calibration;
