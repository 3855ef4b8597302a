import type { GraphShape, JobDetailShape } from '../../server/index.ts';
import type { JobView, RunView } from '../terminal/run-view.ts';
import { waitingReason } from './waiting.ts';

/** What the terminal shows of the server's graph of a run: its legs in the file's order. */
export function graphView(graph: GraphShape): RunView {
  const { run } = graph;
  const ended = run.status === 'completed';
  return {
    title: `${run.name} #${run.run_number}`,
    conclusion: run.conclusion,
    reason: run.reason,
    startedAt: time(run.run_started_at),
    completedAt: ended ? time(run.updated_at) : null,
    jobs: graph.jobs.flatMap((job) =>
      job.legs.length > 0 ? job.legs.map(jobView) : [pendingView(job.name)],
    ),
  };
}

function jobView(job: JobDetailShape): JobView {
  const begun = job.status === 'in_progress' || job.status === 'completed';
  return {
    name: job.name,
    status: job.status,
    conclusion: job.conclusion,
    reason: waitingReason(job),
    startedAt: begun ? time(job.started_at) : null,
    completedAt: time(job.completed_at),
    steps: job.steps.map((step) => ({
      number: step.number,
      name: step.name,
      conclusion: step.conclusion,
      startedAt: time(step.started_at),
      completedAt: time(step.completed_at),
    })),
  };
}

/** A job whose needs are not done has no attempt yet. */
function pendingView(name: string): JobView {
  const unknown = { conclusion: null, reason: null, startedAt: null, completedAt: null };
  return { name, status: 'waiting', ...unknown, steps: [] };
}

function time(text: string | null): number | null {
  const milliseconds = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(milliseconds) ? null : milliseconds;
}
