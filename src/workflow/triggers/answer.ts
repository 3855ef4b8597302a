/** Whether a workflow listens to something, with the reason in a sentence where it does not. */
export type Match = { readonly matches: true } | { readonly matches: false; readonly reason: string };

export const MATCHES: Match = { matches: true };

/** It does not, for a reason. */
export function no(reason: string): Match {
  return { matches: false, reason };
}
