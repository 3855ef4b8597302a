import {
  type Conclusion,
  callPrefix,
  type JobDefinition,
  type WorkflowDefinition,
  workflowAt,
} from '../../events/index.ts';
import { isShown, type JobRecord, type JobTry, type RunRecord } from '../../store/index.ts';
import type { Services } from '../services.ts';
import type { GraphJobShape, StatusText } from '../shapes/index.ts';
import { jobDetailView, type Links } from '../views/index.ts';
import { waitingOfJob } from '../waiting/index.ts';
import { SummaryAllowance } from './summary-allowance.ts';

/**
 * The jobs of a run as its definition declares them, each with the newest attempt of every leg there is. The jobs of
 * a called workflow stand in place of the job that called it: the first of them need what that needs, and what needs
 * that needs the last of them.
 */
export function graphJobs(services: Services, run: RunRecord, links: Links): readonly GraphJobShape[] {
  const { jobs, runs } = services.index;
  const definition = runs.facts(run.id)?.definition;
  if (definition === undefined) return [];
  const graph = new Graph(definition, jobs.legsOfAttempt(run.id, run.attempt));
  const tries = triesByLeg(jobs.tries(run.id));
  const summaries = new SummaryAllowance();
  return graph.nodes().map(({ key, name, needs, legs, hidden }) => {
    const status = statusOf(legs, hidden);
    return {
      key,
      name,
      needs,
      status,
      conclusion: status === 'completed' ? conclusionOf(legs) : null,
      legs: legs.map((job) => {
        const known = { steps: jobs.steps(job.id), waiting: waitingOfJob(services, job) };
        const detail = jobDetailView(job, known, run, links);
        return {
          ...detail,
          steps: summaries.take(detail.steps),
          earlier: (tries.get(legOf(job.key, job.leg.index)) ?? [])
            .filter(({ attempt }) => attempt < job.attempt)
            .map(({ id, attempt, runAttempt }) => ({ id, attempt, run_attempt: runAttempt })),
        };
      }),
    };
  });
}

function triesByLeg(tries: readonly JobTry[]): ReadonlyMap<string, readonly JobTry[]> {
  const byLeg = new Map<string, JobTry[]>();
  for (const one of tries) {
    const leg = legOf(one.key, one.leg);
    const known = byLeg.get(leg);
    if (known === undefined) byLeg.set(leg, [one]);
    else known.push(one);
  }
  return byLeg;
}

function legOf(key: string, index: number): string {
  return `${index} ${key}`;
}

/** A job that is shown, with its legs in their order. */
interface Node {
  readonly key: string;
  readonly name: string;
  readonly needs: readonly string[];
  readonly legs: readonly JobRecord[];
  /** How many of its legs are calls whose nested jobs are shown instead. */
  readonly hidden: number;
}

/** Finds the jobs that are shown of a run, and what each needs of them. */
class Graph {
  readonly #definition: WorkflowDefinition;
  readonly #legs = new Map<string, JobRecord[]>();
  /** What stands for a job where others need it, by its key. */
  readonly #ends = new Map<string, readonly string[]>();

  constructor(definition: WorkflowDefinition, legs: readonly JobRecord[]) {
    this.#definition = definition;
    for (const leg of [...legs].sort((one, other) => one.leg.index - other.leg.index)) {
      const known = this.#legs.get(leg.key);
      if (known === undefined) this.#legs.set(leg.key, [leg]);
      else known.push(leg);
    }
  }

  nodes(): readonly Node[] {
    return this.#nodesOf('', '', []);
  }

  /** @param callName the shown name of the call that a file's jobs are nested in, and what it needs */
  #nodesOf(prefix: string, callName: string, callNeeds: readonly string[]): readonly Node[] {
    return this.#jobsAt(prefix).flatMap((definition) => {
      const key = prefix + definition.id;
      const needs = definition.needs.length === 0 ? callNeeds : this.#endsOf(prefix, definition.needs);
      const legs = this.#legs.get(key) ?? [];
      const own = legs.filter(isShown);
      const name = callName + (definition.name ?? definition.id);
      const nested = legs
        .filter(({ calls }) => calls !== null)
        .flatMap((call) => this.#nodesOf(callPrefix(key, call.leg), `${call.name} / `, needs));
      if (nested.length > 0 && own.length === 0) return nested;
      return [{ key, name, needs, legs: own, hidden: legs.length - own.length }, ...nested];
    });
  }

  #jobsAt(prefix: string): readonly JobDefinition[] {
    return workflowAt(this.#definition, prefix)?.jobs ?? [];
  }

  #endsOf(prefix: string, ids: readonly string[]): readonly string[] {
    return [...new Set(ids.flatMap((id) => this.#endOf(prefix + id)))];
  }

  /** The job itself, or the jobs of the workflow that it called which no other job there needs. */
  #endOf(key: string): readonly string[] {
    const known = this.#ends.get(key);
    if (known !== undefined) return known;
    const legs = this.#legs.get(key) ?? [];
    const calls = legs.filter((leg) => leg.calls !== null);
    const isReplaced = legs.length > 0 && !legs.some(isShown);
    const last = calls.flatMap(({ leg }) => {
      const prefix = callPrefix(key, leg);
      const jobs = this.#jobsAt(prefix);
      const needed = new Set(jobs.flatMap(({ needs }) => needs));
      return this.#endsOf(
        prefix,
        jobs.flatMap(({ id }) => (needed.has(id) ? [] : [id])),
      );
    });
    const ends = isReplaced ? last : [key, ...last];
    this.#ends.set(key, ends);
    return ends;
  }
}

/** A job is as far as its legs: it is over when all are, and under way when one is. */
function statusOf(legs: readonly JobRecord[], hidden: number): StatusText | 'pending' {
  const [first] = legs;
  if (first === undefined) return 'pending';
  const isWhole = legs.length + hidden === first.leg.total;
  if (isWhole && legs.every((leg) => leg.status === 'completed')) return 'completed';
  if (legs.some((leg) => leg.status === 'in_progress' || leg.status === 'completed')) return 'in_progress';
  return legs.some((leg) => leg.status === 'queued') ? 'queued' : 'waiting';
}

/** The worst of its legs. */
function conclusionOf(legs: readonly JobRecord[]): Conclusion {
  const order: readonly Conclusion[] = ['failure', 'timed_out', 'cancelled', 'success', 'neutral', 'skipped'];
  return order.find((conclusion) => legs.some((leg) => leg.conclusion === conclusion)) ?? 'success';
}
