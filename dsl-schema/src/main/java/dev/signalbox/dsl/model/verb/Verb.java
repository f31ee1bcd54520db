package dev.signalbox.dsl.model.verb;

/** What a state does. */
public sealed interface Verb
        permits SetVerb, CallVerb, LlmVerb, AskVerb, WaitVerb, ParallelVerb, EachVerb, FlowVerb, EndVerb, BranchVerb {}
