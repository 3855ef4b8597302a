import type { GraphShape, HintedProblem, WorkflowFileShape } from '../../../server/shapes/index.ts';
import { logAddress } from '../../addresses.ts';
import { type State, stateOf } from '../../kit/state.ts';

/** How a step went in one leg of its job. */
export interface StepNote {
  readonly state: State;
  /** The job's name, matrix values included. */
  readonly job: string;
  /** The page of its log, at the step. */
  readonly href: string;
}

/** What there is to say of one line of a workflow file. */
export interface LineNotes {
  readonly problems: readonly HintedProblem[];
  readonly steps: readonly StepNote[];
}

const NOTHING: LineNotes = { problems: [], steps: [] };

/** What there is to say of the lines of a file, by line, from 1: its mistakes, and how the steps that begin there went. */
export function lineNotes(
  file: WorkflowFileShape,
  graph: GraphShape | undefined,
): ReadonlyMap<number, LineNotes> {
  const notes = new Map<number, LineNotes>();
  const at = (line: number): LineNotes => notes.get(line) ?? NOTHING;
  for (const problem of file.errors) {
    const known = at(problem.line);
    notes.set(problem.line, { ...known, problems: [...known.problems, problem] });
  }
  for (const [line, step] of stepNotes(file, graph)) {
    const known = at(line);
    notes.set(line, { ...known, steps: [...known.steps, step] });
  }
  return notes;
}

/** Each step that has begun, in each leg of its job, with the line where it stands. */
function stepNotes(
  file: WorkflowFileShape,
  graph: GraphShape | undefined,
): readonly (readonly [line: number, note: StepNote])[] {
  const jobs = new Map(graph?.jobs.map((job) => [job.key, job]));
  return file.jobs.flatMap(({ key, steps }) => {
    const legs = jobs.get(key)?.legs ?? [];
    return steps.flatMap(({ number, line }) =>
      legs.flatMap((leg) => {
        const step = leg.steps.find((one) => one.number === number);
        if (step === undefined) return [];
        const href = logAddress(leg.run_id, leg.id, { step: number, line: 1 });
        return [[line, { state: stateOf(step), job: leg.name, href }] as const];
      }),
    );
  });
}

/** How bad a state is: what is told of a line where several legs went differently. */
const ORDER: readonly State[] = [
  'failure',
  'timed_out',
  'in_progress',
  'cancelled',
  'success',
  'neutral',
  'skipped',
];

/** The state that stands for all legs; null where there is none. */
export function worstOf(steps: readonly StepNote[]): State | null {
  return ORDER.find((state) => steps.some((step) => step.state === state)) ?? steps[0]?.state ?? null;
}
