import type { GraphJobShape, RunDetailShape } from '../../server/shapes/index.ts';
import type { RunChange } from './run-change.ts';

/** Something that can be done to a run, and what is asked before. */
export interface RunQuestion {
  readonly change: RunChange;
  /** The run attempt that it is about. */
  readonly attempt: number;
  /** On its button. */
  readonly verb: string;
  readonly title: string;
  /** What will happen. */
  readonly text: string;
  /** What has happened, once it is done. */
  readonly done: string;
  /** Whether it ends something. */
  readonly danger: boolean;
}

/**
 * What can be done to a run as it is now, what most people come for first.
 * @param wasCancelled whether it is being cancelled already
 */
export function runQuestions(
  run: RunDetailShape,
  jobs: readonly GraphJobShape[],
  wasCancelled: boolean,
): readonly RunQuestion[] {
  const { id, run_attempt: attempt } = run;
  const name = `${run.name} #${run.run_number}`;
  if (run.status !== 'completed') {
    if (wasCancelled) {
      return [
        {
          change: { kind: 'force-cancel', run: id },
          attempt,
          verb: 'Cancel at once',
          title: `Cancel ${name} at once?`,
          text: 'Jobs and steps that run always, to clean up, are ended too.',
          done: 'The run is being ended.',
          danger: true,
        },
      ];
    }
    return [
      {
        change: { kind: 'cancel', run: id },
        attempt,
        verb: 'Cancel run',
        title: `Cancel ${name}?`,
        text: 'What runs is stopped, what has not begun is left out. Jobs and steps that run always still run.',
        done: 'The run is being cancelled.',
        danger: true,
      },
    ];
  }
  // A file with mistakes and a commit that could not be fetched made no jobs: there is nothing to repeat.
  if (jobs.length === 0) return [];
  const failed = jobs.filter(({ conclusion }) => conclusion !== 'success' && conclusion !== 'skipped');
  const again: RunQuestion = {
    change: { kind: 'rerun', run: id },
    attempt,
    verb: 'Rerun all jobs',
    title: `Rerun ${name}?`,
    text: 'All of its jobs run again, at the same commit and with the same workflow file.',
    done: 'All jobs run again.',
    danger: false,
  };
  if (failed.length === 0) return [again];
  return [
    {
      change: { kind: 'rerun-failed-jobs', run: id },
      attempt,
      verb: 'Rerun failed jobs',
      title: `Rerun the failed jobs of ${name}?`,
      text: `${namesOf(failed)} and what depends on them run again; the other jobs keep their results.`,
      done: 'The failed jobs run again.',
      danger: false,
    },
    again,
  ];
}

/** How many names are told. */
const NAMES_TOLD = 4;

function namesOf(jobs: readonly GraphJobShape[]): string {
  const names = jobs.slice(0, NAMES_TOLD).map(({ name }) => name);
  const more = jobs.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}
