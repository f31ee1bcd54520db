import { useMutation, useQuery } from "@tanstack/react-query";
import { ask } from "./client";
import type { JsonObject } from "./views";

/** How a server is set up. Of secrets and tokens it says that they are there, never what they are. */
export interface Settings {
  server: {
    version: string;
    url: string;
    https: boolean;
    reachable: boolean;
    store: string;
    edit: boolean;
    retention?: string;
  };
  sign_in: {
    tokens: boolean;
    provider?: { issuer: string; client_id: string; person: string; groups?: string; ready: boolean };
    proxy?: { from: string[]; header?: string; ready: boolean };
    idle: string;
    longest: string;
    sessions?: number;
  };
  people: ConfiguredPerson[];
  groups: string[];
  models: { name: string; provider: string; model?: string; window?: number; fallback: string[] }[];
  secrets: { name: string; hosts: string[]; set: boolean }[];
  allowed: { http: string[]; exec: string[]; env: string[] };
  limits: JsonObject;
}

export interface ConfiguredPerson {
  id: string;
  name: string;
  groups: string[];
  roles: string[];
  known_as: string[];
  token: boolean;
}

export const useSettings = () =>
  useQuery({ queryKey: ["settings"], queryFn: () => ask<Settings>("GET", "/api/settings") });

/** Everybody, this page included: it goes to the sign-in page then. */
export const useEndSessions = () =>
  useMutation({
    mutationFn: () => ask<{ ended: number }>("POST", "/api/sessions/end", {}),
    onSuccess: () => location.assign("/signin"),
  });
