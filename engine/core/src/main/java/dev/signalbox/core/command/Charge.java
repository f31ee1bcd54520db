package dev.signalbox.core.command;

import org.jspecify.annotations.Nullable;

/**
 * What a provider counted for a call that gave no reply to go on with.
 *
 * @param model the model that was asked, by its workspace name
 * @param writtenTokens of the input, what the provider wrote into its cache; null for none
 * @param costUsd by the workspace's price
 */
public record Charge(
        String model,
        long inputTokens,
        long outputTokens,
        long cachedTokens,
        @Nullable Long writtenTokens,
        double costUsd) {}
