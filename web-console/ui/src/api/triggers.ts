import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ask } from "./client";
import type { Json, Run } from "./views";

export type TriggerKind = "http" | "schedule" | "event";

/** What starts runs of a flow besides people. */
export interface Trigger {
  flow: string;
  name: string;
  kind: TriggerKind;
  /** The path, the cron line, or the event's name. */
  at: string;
  zone?: string;
  /** As it is written in the file. */
  input: Json;
  /** Why it cannot fire. */
  problem?: string;
  paused?: { by: string; at: string };
  next_at?: string;
  last?: { at: string; run?: string; problem?: string };
  /** Where an http trigger is called. */
  address?: string;
}

/** What a trigger is tried with: what would come from outside. */
export interface Occasion {
  body?: Json;
  headers?: Record<string, string>;
  time?: string;
  payload?: Json;
}

export interface Trial {
  input?: Json;
  problems: Json[];
}

const path = ({ flow, name }: Trigger, verb: string) =>
  `/api/triggers/${encodeURIComponent(flow)}/${encodeURIComponent(name)}/${verb}`;

/** When each fires next, and fired last, moves on by itself. */
export const useTriggers = () =>
  useQuery({
    queryKey: ["triggers"],
    queryFn: () => ask<{ items: Trigger[] }>("GET", "/api/triggers"),
    refetchInterval: 15_000,
  });

export function usePause(trigger: Trigger) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (verb: "pause" | "resume") => ask<Trigger>("POST", path(trigger, verb), {}),
    onSettled: () => queries.invalidateQueries({ queryKey: ["triggers"] }),
  });
}

export const useTry = (trigger: Trigger) =>
  useMutation({ mutationFn: (occasion: Occasion) => ask<Trial>("POST", path(trigger, "try"), occasion) });

export function useFire(trigger: Trigger) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (occasion: Occasion) => ask<Run>("POST", path(trigger, "fire"), occasion),
    onSettled: () => queries.invalidateQueries({ queryKey: ["triggers"] }),
  });
}
