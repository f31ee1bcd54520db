package dev.signalbox.cli.replay;

import dev.signalbox.runtime.replay.Replayed;

/** What came of one run. */
record Verdict(RecordedRun run, Replayed came) {}
