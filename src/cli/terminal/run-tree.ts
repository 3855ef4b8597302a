import type { Conclusion } from '../../events/index.ts';
import { formatDuration } from './duration.ts';
import { printable } from './printable.ts';
import type { JobView, RunView, StepView } from './run-view.ts';
import type { Style } from './style.ts';

/** How much of a run the tree shows. */
export interface TreeOptions {
  readonly style: Style;
  /** Milliseconds since 1970: what goes on is shown with its time so far. */
  readonly now: number;
  /** `all`: every step; `lively`: only those of jobs that run or failed (a live tree must fit a screen). */
  readonly steps: 'all' | 'lively';
}

/** A run as lines of a tree: the run, its jobs, their steps, each with its mark and its time. */
export function runTree(run: RunView, options: TreeOptions): string[] {
  const { style } = options;
  const started = run.jobs.some((job) => job.status === 'in_progress' || job.status === 'completed');
  const lines = [
    [
      mark(run.conclusion, started, style),
      style.strong(printable(run.title)),
      painted(
        run.conclusion,
        style,
      )(run.conclusion?.replace('_', ' ') ?? (started ? 'in progress' : 'queued')),
      style.faint(time(run, options.now)),
    ].join(' '),
  ];
  if (run.reason !== null) lines.push(`  ${printable(run.reason)}`);
  for (const [index, job] of run.jobs.entries()) {
    const last = index === run.jobs.length - 1;
    lines.push(`${style.faint(last ? '└─' : '├─')} ${jobLine(job, options)}`);
    for (const step of stepsShown(job, options.steps)) {
      lines.push(`${style.faint(last ? '  ' : '│ ')}   ${stepLine(step, options)}`);
    }
  }
  return lines.map((line) => line.trimEnd());
}

/** The mark of a conclusion: ✓ ✗ ⊘ -, or ● for what runs and ○ for what waits. */
export function mark(conclusion: Conclusion | null, started: boolean, style: Style): string {
  switch (conclusion) {
    case 'success':
    case 'neutral':
      return style.good('✓');
    case 'failure':
    case 'timed_out':
      return style.bad('✗');
    case 'cancelled':
      return style.warning('⊘');
    case 'skipped':
      return style.faint('-');
    case null:
      break;
  }
  return started ? style.active('●') : style.faint('○');
}

/** The colour of a conclusion's word. */
export function painted(conclusion: Conclusion | null, style: Style): Style['good'] {
  if (conclusion === 'success' || conclusion === 'neutral') return style.good;
  if (conclusion === 'failure' || conclusion === 'timed_out') return style.bad;
  if (conclusion === 'cancelled') return style.warning;
  return conclusion === 'skipped' ? style.faint : style.active;
}

function jobLine(job: JobView, options: TreeOptions): string {
  const { style } = options;
  const parts = [mark(job.conclusion, job.status === 'in_progress', style), printable(job.name)];
  if (job.conclusion !== 'skipped') parts.push(style.faint(time(job, options.now)));
  if (job.reason !== null) parts.push(style.faint(`(${printable(job.reason)})`));
  return parts.filter((part) => part !== '').join(' ');
}

function stepLine(step: StepView, options: TreeOptions): string {
  const { style } = options;
  const text = `${mark(step.conclusion, step.startedAt !== null, style)} ${printable(step.name)}`;
  return step.conclusion === 'skipped' ? text : `${text} ${style.faint(time(step, options.now))}`;
}

/** The frame of a job (`Set up job`, `Complete job`) is shown only where it is what went wrong or goes on. */
function stepsShown(job: JobView, steps: TreeOptions['steps']): readonly StepView[] {
  if (steps === 'lively' && job.status !== 'in_progress' && job.conclusion !== 'failure') return [];
  return job.steps.filter(
    (step) => step.conclusion !== 'success' || (step.name !== 'Set up job' && step.name !== 'Complete job'),
  );
}

function time(span: { startedAt: number | null; completedAt: number | null }, now: number): string {
  return span.startedAt === null ? '' : formatDuration((span.completedAt ?? now) - span.startedAt);
}
