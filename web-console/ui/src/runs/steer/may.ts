import type { Me } from "../../api/views";

const ROLES: Record<string, string> = {
  operate: "Only an operator may do this.",
  start: "Only those who may start runs may do this.",
};

/** Why this person may not do what needs that role; undefined when they may. Until it is known who they are, they may not. */
export function whyNot(me: Me | undefined, role: "operate" | "start"): string | undefined {
  return me?.roles.includes(role) ? undefined : ROLES[role];
}
