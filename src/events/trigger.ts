import type { JsonObject } from './json.ts';

/** Where a delivery came from. `runbook` stands for dispatches, cron ticks and `runbook run`. */
export type ForgeName = 'github' | 'gitea' | 'gitlab' | 'git' | 'runbook';

/** What every forge's webhook is turned into: the facts that matching and contexts need, under GitHub's meanings. */
export interface Trigger {
  /** GitHub's name of the event: `push`, `workflow_dispatch`, `schedule` ... */
  readonly event: string;
  /** The activity type, where the event has them. */
  readonly action?: string;
  /** The full ref, `refs/heads/main`, `refs/tags/v1`. */
  readonly ref: string;
  /** The commit to run, 40 (or 64) hex digits; empty until intake resolved the ref of a dispatch. */
  readonly sha: string;
  /** The commit the ref stood at before the push; null for a new ref or where there is none. */
  readonly before: string | null;
  /** The ref went away: nothing can run. */
  readonly deleted: boolean;
  readonly forced: boolean;
  /** Who did it: the login that `github.actor` gives. */
  readonly actor: string;
  /** The head commit's message, for `[skip ci]` and the run's name; null where the forge did not say. */
  readonly message: string | null;
  /** For pull requests. */
  readonly headRef?: string;
  readonly baseRef?: string;
  /** For `workflow_dispatch`: the inputs, validated and typed by intake. */
  readonly inputs?: JsonObject;
}
