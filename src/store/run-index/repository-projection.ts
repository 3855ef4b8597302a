import type {
  DeliveryFailed,
  DeliveryHandled,
  DeliveryReceived,
  DispatchRequested,
  RepositoryName,
  RepositoryRegistered,
  RerunRequested,
  SecretRemoved,
  SecretSet,
  WorkflowOutcome,
} from '../../events/index.ts';
import type { Database } from '../sqlite/index.ts';
import { numericId, workflowId } from './numeric-id.ts';
import { WriteStatement } from './write-statement.ts';

/** Writes what is known of repositories, their secrets' names, workflows and deliveries. */
export class RepositoryProjection {
  readonly #repository;
  readonly #removed;
  readonly #defaultBranch;
  readonly #secret;
  readonly #secretRemoved;
  readonly #secretsRemoved;
  readonly #workflow;
  readonly #dispatch;
  readonly #noDispatch;
  readonly #pinned;
  readonly #forgetDelivery;
  readonly #delivery;
  readonly #eventOf;
  readonly #handled;

  constructor(database: Database) {
    this.#repository = new WriteStatement(
      database,
      `INSERT INTO repositories (name, id, url, created_at, updated_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET url = excluded.url, updated_at = excluded.updated_at`,
    );
    this.#removed = new WriteStatement(
      database,
      `UPDATE repositories SET url = NULL, updated_at = ? WHERE name = ?`,
    );
    this.#defaultBranch = new WriteStatement(
      database,
      `UPDATE repositories SET default_branch = ? WHERE name = ?`,
    );
    this.#secret = new WriteStatement(
      database,
      `INSERT INTO secret_names (repository, name, created_at, updated_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (repository, name) DO UPDATE SET updated_at = excluded.updated_at`,
    );
    this.#secretRemoved = new WriteStatement(
      database,
      `DELETE FROM secret_names WHERE repository = ? AND name = ?`,
    );
    this.#secretsRemoved = new WriteStatement(database, `DELETE FROM secret_names WHERE repository = ?`);
    this.#workflow = new WriteStatement(
      database,
      `INSERT INTO workflows (id, repository, path, name, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET
         name = CASE WHEN excluded.name = excluded.path OR excluded.updated_at < updated_at
           THEN name ELSE excluded.name END,
         updated_at = max(updated_at, excluded.updated_at)`,
    );
    this.#dispatch = new WriteStatement(
      database,
      `UPDATE workflows SET dispatch_json = ? WHERE id = ? AND dispatch_json IS NOT ?`,
    );
    this.#noDispatch = new WriteStatement(
      database,
      `UPDATE workflows SET dispatch_json = 'false' WHERE repository = ? AND dispatch_json IS NOT 'false'
         AND path NOT IN (SELECT value FROM json_each(?))`,
    );
    this.#pinned = new WriteStatement(
      database,
      `INSERT OR IGNORE INTO workflows (id, repository, path, name, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.#forgetDelivery = new WriteStatement(
      database,
      `DELETE FROM deliveries WHERE repository = ? AND delivery = ? AND received_at = ?`,
    );
    this.#delivery = new WriteStatement(
      database,
      `INSERT INTO deliveries
         (repository, delivery, forge, event, ref, sha, actor, received_at, status, payload_json)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?)`,
    );
    this.#eventOf = database.prepare(
      `SELECT event FROM deliveries WHERE repository = ? AND delivery = ? ORDER BY sequence DESC LIMIT 1`,
    );
    this.#handled = new WriteStatement(
      database,
      `UPDATE deliveries SET status = ?, handled_at = ?, reason = ?, workflows_json = ?
       WHERE sequence =
         (SELECT max(sequence) FROM deliveries WHERE repository = ? AND delivery = ? AND status = 'pending')`,
    );
  }

  registered(event: RepositoryRegistered, now: number): void {
    this.#repository.run(event.repository, numericId(event.repository), event.url, now, now);
  }

  /** Its runs stay; its secrets and its URL are forgotten. */
  removed(repository: RepositoryName, now: number): void {
    this.#removed.run(now, repository);
    this.#secretsRemoved.run(repository);
  }

  secretSet(event: SecretSet, now: number): void {
    this.#secret.run(event.repository, event.name, now, now);
  }

  secretRemoved(event: SecretRemoved): void {
    this.#secretRemoved.run(event.repository, event.name);
  }

  received(event: DeliveryReceived, now: number): void {
    const { trigger } = event;
    this.#forget(event, now);
    this.#delivery.run(
      event.repository,
      event.delivery,
      event.forge,
      trigger.event,
      trigger.ref,
      trigger.sha,
      trigger.actor,
      now,
      JSON.stringify(event.payload),
    );
  }

  dispatched(event: DispatchRequested, now: number): void {
    this.#forget(event, now);
    this.#delivery.run(
      event.repository,
      event.delivery,
      'runbook',
      'workflow_dispatch',
      event.ref,
      '',
      event.actor,
      now,
      '{}',
    );
  }

  handled(event: DeliveryHandled, now: number): void {
    // A dispatch names what it likes; all others name the files that are there.
    const trigger = this.#eventOf.get(event.repository, event.delivery)?.['event'];
    if (trigger !== 'workflow_dispatch') {
      for (const { path, name } of event.workflows) this.workflow(event.repository, path, name ?? path, now);
      this.#declared(event);
    }
    // What a file declares is the workflow's, not the delivery's: it would be there again for every push.
    const workflows = event.workflows.map(withoutDispatch);
    this.#finish(event, 'handled', event.reason ?? null, workflows, now);
  }

  failed(event: DeliveryFailed, now: number): void {
    this.#finish(event, 'failed', event.reason, [], now);
  }

  /** A workflow was seen; a name equal to its path says that the name is not known. */
  workflow(repository: RepositoryName, path: string, name: string, now: number): void {
    this.#workflow.run(workflowId(repository, path), repository, path, name, now, now);
  }

  /** The workflow of a run that runs again was seen before, unless the events of that time are gone. */
  pinned({ repository, pinned }: RerunRequested, now: number): void {
    const { path, name } = pinned.requested.workflow;
    this.#pinned.run(workflowId(repository, path), repository, path, name, now, now);
  }

  defaultBranch(repository: RepositoryName, branch: string | null): void {
    if (branch !== null) this.#defaultBranch.run(branch, repository);
  }

  /** Keeps what the files of the default branch declare; a file that is not there any more cannot be started. */
  #declared({ repository, workflows }: DeliveryHandled): void {
    const paths: string[] = [];
    for (const { path, dispatch } of workflows) {
      if (dispatch === undefined) continue;
      const declared = JSON.stringify(dispatch);
      this.#dispatch.run(declared, workflowId(repository, path), declared);
      paths.push(path);
    }
    if (paths.length > 0) this.#noDispatch.run(repository, JSON.stringify(paths));
  }

  /** What the file of a run said of a delivery gives way to its event, which has the payload for other runs. */
  #forget({ repository, delivery }: DeliveryReceived | DispatchRequested, now: number): void {
    this.#forgetDelivery.run(repository, delivery, now);
  }

  #finish(
    event: DeliveryHandled | DeliveryFailed,
    status: 'handled' | 'failed',
    reason: string | null,
    workflows: readonly WorkflowOutcome[],
    now: number,
  ): void {
    this.#handled.run(status, now, reason, JSON.stringify(workflows), event.repository, event.delivery);
  }
}

function withoutDispatch(outcome: WorkflowOutcome): WorkflowOutcome {
  const { dispatch, ...rest } = outcome;
  return dispatch === undefined ? outcome : rest;
}
