/**
 * The workloads on Serverless Workflow.
 * May use the harness and Serverless Workflow.
 * Must never know Signalbox.
 */
@NullMarked
package dev.signalbox.bench.serverlessworkflow;

import org.jspecify.annotations.NullMarked;
