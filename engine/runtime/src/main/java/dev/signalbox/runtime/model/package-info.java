/**
 * Asks models: providers through langchain4j, recorded replies, a person; schema projections, usage, cost. Start at
 * {@link dev.signalbox.runtime.model.Models}. Knows nothing of runs, stores or commits.
 *
 * <p>Recorded replies stand in {@code replies/NAME.replies.yaml}, a list, later entries before earlier ones:
 *
 * <pre>{@code
 * - flow: refund-desk
 *   state: classify
 *   question: 3f6c…            # SHA-256 over messages and schema, as a model call's event shows it
 *   reply: refund_request      # a text as the model gave it, or any value, which is played as its JSON
 *   tokens: { input: 212, output: 4 }
 *   messages:                  # what was asked, to show what changed when the question no longer matches
 *     - { role: system, text: … }
 *     - { role: user, text: … }
 * }</pre>
 *
 * Only {@code flow}, {@code state}, {@code question} and {@code reply} are needed. An entry with a {@code visit}, as tests record
 * them, is the answer to one exact request ({@link dev.signalbox.runtime.model.ExactRequest}).
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.model;
