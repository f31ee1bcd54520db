package dev.signalbox.runtime.review;

import dev.signalbox.core.move.Verdict;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in which a run stands or can stand, and whether it could move.
 *
 * @param run the run's id; null for every run that stands so
 * @param standing how it stands there: {@code waits for a person}, or a run's status
 */
public record Judged(@Nullable String run, String state, String standing, Verdict verdict, List<Diagnostic> reasons) {}
