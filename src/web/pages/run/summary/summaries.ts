import type { GraphLegShape, GraphShape } from '../../../../server/shapes/index.ts';

/** What the steps of a job wrote for people to read. */
export interface JobSummary {
  readonly leg: GraphLegShape;
  /** Markdown of whoever can change what the job runs. */
  readonly text: string;
  /** Whether this is the beginning of it only. */
  readonly isCut: boolean;
}

/** The summaries of a run's jobs in the file's order; those of a job's steps follow each other. */
export function summaries({ jobs }: GraphShape): readonly JobSummary[] {
  return jobs
    .flatMap(({ legs }) => legs)
    .flatMap((leg) => {
      const isCut = leg.steps.some(({ summary_cut }) => summary_cut);
      const parts = leg.steps.flatMap(({ summary }) =>
        summary === null || summary.trim() === '' ? [] : [summary],
      );
      return parts.length === 0 && !isCut ? [] : [{ leg, text: parts.join('\n\n'), isCut }];
    });
}
