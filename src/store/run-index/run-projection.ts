import {
  carriedOver,
  type Conclusion,
  type DeliveryFailed,
  type JsonObject,
  type OfRun,
  type Problem,
  type RepositoryName,
  type RerunRequested,
  type RunCompleted,
  type RunFacts,
  type RunId,
  type RunRequested,
  type Trigger,
  type WorkflowRejected,
} from '../../events/index.ts';
import type { Database } from '../sqlite/index.ts';
import { headCommitOf } from './head-commit.ts';
import { workflowId } from './numeric-id.ts';
import type { HeadCommit } from './records.ts';
import { WriteStatement } from './write-statement.ts';

/** The path and name shown for a run that only says why its delivery could not be taken in. */
const INTAKE = { path: '.runbook', name: 'Intake' };

/** What every event that makes a run known says of it. */
interface IdentifiedRun extends Pick<RunFacts, 'number' | 'delivery' | 'trigger'> {
  readonly run: RunId;
  readonly repository: RepositoryName;
}

/** What is shown of a run beside what its event says in any case. */
interface ShownOfRun {
  readonly workflow: { readonly path: string; readonly name: string };
  readonly title: string;
  readonly headCommit: HeadCommit | null;
  /** As JSON; null for a run that never had a definition. */
  readonly facts: string | null;
  readonly errors: readonly Problem[];
  /** The text of a workflow file that was rejected; null where there is none, or the facts have it. */
  readonly source: string | null;
}

/** Writes runs and their attempts. */
export class RunProjection {
  readonly #insertRun;
  readonly #insertFacts;
  readonly #insertAttempt;
  readonly #begin;
  readonly #startRun;
  readonly #startAttempt;
  readonly #completeRun;
  readonly #completeAttempt;

  constructor(database: Database) {
    this.#insertRun = new WriteStatement(
      database,
      `INSERT OR IGNORE INTO runs
         (id, repository, number, workflow, path, workflow_name, title, delivery, event, actor,
          triggering_actor, branch, sha, message, head_commit_json, attempt, status, created_at, started_at,
          updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 'queued', ?, ?, ?)`,
    );
    this.#insertFacts = new WriteStatement(
      database,
      `INSERT OR IGNORE INTO run_facts (run, facts_json, errors_json, source) VALUES (?, ?, ?, ?)`,
    );
    this.#insertAttempt = new WriteStatement(
      database,
      `INSERT OR IGNORE INTO run_attempts (run, attempt, actor, status, started_at, carried_json)
       VALUES (?, ?, ?, 'queued', ?, ?)`,
    );
    this.#begin = new WriteStatement(
      database,
      `UPDATE runs SET attempt = ?, triggering_actor = ?, status = 'queued', conclusion = NULL, reason = NULL,
         started_at = ?, updated_at = ?, completed_at = NULL
       WHERE id = ?`,
    );
    this.#startRun = new WriteStatement(
      database,
      `UPDATE runs SET status = 'in_progress', updated_at = ? WHERE id = ? AND status = 'queued'`,
    );
    this.#startAttempt = new WriteStatement(
      database,
      `UPDATE run_attempts SET status = 'in_progress' WHERE run = ? AND status = 'queued'`,
    );
    this.#completeRun = new WriteStatement(
      database,
      `UPDATE runs SET status = 'completed', conclusion = ?, reason = ?, updated_at = ?, completed_at = ?
       WHERE id = ?`,
    );
    this.#completeAttempt = new WriteStatement(
      database,
      `UPDATE run_attempts SET status = 'completed', conclusion = ?, reason = ?, completed_at = ?
       WHERE run = ? AND status <> 'completed'`,
    );
  }

  /** @param payload the delivery's, kept with the run's facts: a rerun pins it */
  requested(event: RunRequested, payload: JsonObject | undefined, now: number): void {
    const facts = factsOf(event, payload);
    this.#insert(event, shownOf(facts), now);
    this.#insertAttempt.run(event.run, 1, event.trigger.actor, now, '[]');
  }

  /** The run says what is wrong with the file, and is over. */
  rejected(event: WorkflowRejected, now: number): void {
    const { workflow, errors, source } = event;
    const shown = { workflow, title: workflow.path, headCommit: null, facts: null, errors, source };
    this.#insert(event, shown, now);
    this.#insertAttempt.run(event.run, 1, event.trigger.actor, now, '[]');
    this.#conclude(event, 'failure', 'The workflow file is not valid.', now);
  }

  /** The run says why intake gave up, and is over. */
  failed(event: DeliveryFailed, now: number): void {
    const title = titleOf(event.trigger);
    const shown = { workflow: INTAKE, title, headCommit: null, facts: null, errors: [], source: null };
    this.#insert(event, shown, now);
    this.#insertAttempt.run(event.run, 1, event.trigger.actor, now, '[]');
    this.#conclude(event, 'failure', event.reason, now);
  }

  /** A job of the run began to run. */
  started(event: OfRun, now: number): void {
    this.#startRun.run(now, event.run);
    this.#startAttempt.run(event.run);
  }

  /** The next attempt of a run; one whose events are gone is known by what the rerun carries of it. */
  rerun(event: RerunRequested, now: number): void {
    const { requested } = event.pinned;
    this.#insert({ ...requested, run: event.run, repository: event.repository }, shownOf(requested), now);
    const carried = carriedOver(event).map((job) => job.job);
    this.#begin.run(event.runAttempt, event.actor, now, now, event.run);
    this.#insertAttempt.run(event.run, event.runAttempt, event.actor, now, JSON.stringify(carried));
  }

  completed(event: RunCompleted, now: number): void {
    this.#conclude(event, event.conclusion, event.reason ?? null, now);
  }

  #insert(
    event: IdentifiedRun,
    { workflow, title, headCommit, facts, errors, source }: ShownOfRun,
    now: number,
  ): void {
    const { trigger } = event;
    this.#insertRun.run(
      event.run,
      event.repository,
      event.number,
      workflowId(event.repository, workflow.path),
      workflow.path,
      workflow.name,
      title,
      event.delivery,
      trigger.event,
      trigger.actor,
      trigger.actor,
      branchOf(trigger),
      trigger.sha,
      trigger.message ?? '',
      headCommit === null ? null : JSON.stringify(headCommit),
      now,
      now,
      now,
    );
    this.#insertFacts.run(event.run, facts, JSON.stringify(errors), source);
  }

  #conclude(event: OfRun, conclusion: Conclusion, reason: string | null, now: number): void {
    this.#completeRun.run(conclusion, reason, now, now, event.run);
    this.#completeAttempt.run(conclusion, reason, now, event.run);
  }
}

function shownOf(facts: RunFacts): ShownOfRun {
  return {
    workflow: facts.workflow,
    title: facts.name,
    headCommit: headCommitOf(facts.payload, facts.trigger.sha),
    facts: JSON.stringify(facts),
    errors: [],
    source: null,
  };
}

/** The run's facts with the payload in them, so that they stand on their own. */
function factsOf(event: RunRequested, payload: JsonObject | undefined): RunFacts {
  const own = event.payload ?? payload;
  return {
    number: event.number,
    delivery: event.delivery,
    workflow: event.workflow,
    name: event.name,
    trigger: event.trigger,
    ...(own === undefined ? {} : { payload: own }),
    definition: event.definition,
    source: event.source,
    concurrency: event.concurrency,
    urls: event.urls,
    url: event.url,
    defaultBranch: event.defaultBranch,
    vars: event.vars,
  };
}

/** `head_branch` as GitHub gives it: the branch or tag without its prefix. */
function branchOf(trigger: Trigger): string | null {
  const ref = trigger.headRef ?? trigger.ref;
  return ref === '' ? null : ref.replace(/^refs\/(heads|tags)\//, '');
}

/** The head commit's first line, else the event's name. */
function titleOf(trigger: Trigger): string {
  return trigger.message?.split('\n', 1)[0] || trigger.event;
}
