import type { WorkflowDefinition } from './definition.ts';
import type { EvaluatedConcurrency } from './job-terms.ts';
import type { JsonObject } from './json.ts';
import type { Trigger } from './trigger.ts';
import type { DeliveryId } from './ids.ts';

/** All that is fixed when a run is made. */
export interface RunFacts {
  /** Counts the runs of the repository, from 1. */
  readonly number: number;
  readonly delivery: DeliveryId;
  readonly workflow: { readonly path: string; readonly name: string };
  /** `run-name` evaluated. */
  readonly name: string;
  readonly trigger: Trigger;
  /** Replaces the delivery's payload as `github.event` where the forge's was incomplete (plain git, dispatch). */
  readonly payload?: JsonObject;
  readonly definition: WorkflowDefinition;
  /** The file's text at the commit. */
  readonly source: string;
  /** `concurrency` evaluated. */
  readonly concurrency: EvaluatedConcurrency | null;
  /** `github.server_url`, `github.api_url`, `github.graphql_url`'s base. */
  readonly urls: { readonly server: string; readonly api: string };
  /** The URL to check out from, without credentials. */
  readonly url: string;
  /** The default branch, where known: `github.event.repository.default_branch`. */
  readonly defaultBranch: string | null;
  /** `vars`. */
  readonly vars: { readonly [name: string]: string };
}
