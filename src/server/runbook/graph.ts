import type { Conclusion, JobDefinition } from '../../events/index.ts';
import type { JobRecord, RunRecord } from '../../store/index.ts';
import type { Services } from '../services.ts';
import type { GraphJobShape, StatusText } from '../shapes/index.ts';
import { jobDetailView, type Links } from '../views/index.ts';

/** The jobs of a run as its definition declares them, each with the newest attempt of every leg there is. */
export function graphJobs(services: Services, run: RunRecord, links: Links): readonly GraphJobShape[] {
  const { jobs, runs } = services.index;
  const byKey = new Map<string, JobRecord[]>();
  for (const job of jobs.ofAttempt(run.id, run.attempt)) {
    const legs = byKey.get(job.key) ?? [];
    legs.push(job);
    byKey.set(job.key, legs);
  }
  const declared = runs.facts(run.id)?.definition.jobs ?? [];
  return declared.map((definition) => {
    const legs = (byKey.get(definition.id) ?? []).sort((one, other) => one.leg.index - other.leg.index);
    return {
      ...summaryOf(definition, legs),
      legs: legs.map((job) => jobDetailView(job, jobs.steps(job.id), run, links)),
    };
  });
}

function summaryOf(definition: JobDefinition, legs: readonly JobRecord[]): Omit<GraphJobShape, 'legs'> {
  const status = statusOf(legs);
  return {
    key: definition.id,
    name: definition.name ?? definition.id,
    needs: definition.needs,
    status,
    conclusion: status === 'completed' ? conclusionOf(legs) : null,
  };
}

/** A job is as far as its legs: it is over when all are, and under way when one is. */
function statusOf(legs: readonly JobRecord[]): StatusText | 'pending' {
  const [first] = legs;
  if (first === undefined) return 'pending';
  if (legs.length === first.leg.total && legs.every((leg) => leg.status === 'completed')) return 'completed';
  if (legs.some((leg) => leg.status === 'in_progress' || leg.status === 'completed')) return 'in_progress';
  return legs.some((leg) => leg.status === 'queued') ? 'queued' : 'waiting';
}

/** The worst of its legs. */
function conclusionOf(legs: readonly JobRecord[]): Conclusion {
  const order: readonly Conclusion[] = ['failure', 'timed_out', 'cancelled', 'success', 'neutral', 'skipped'];
  return order.find((conclusion) => legs.some((leg) => leg.conclusion === conclusion)) ?? 'success';
}
