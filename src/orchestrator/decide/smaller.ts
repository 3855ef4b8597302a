import type { Decision, Draft, JobIntroduction, Problem, Trigger } from '../../events/index.ts';
import { bytesOf } from './size.ts';

/** Below this there is nothing left to leave out of a decision, in bytes as JSON. */
const SMALL_BYTES = 64 * 1024;
/** The most characters that are kept of a text. */
const MOST_CHARACTERS = 1_000;
/** The most mistakes that are kept of a rejected workflow. */
const MOST_PROBLEMS = 10;

/**
 * What is decided instead of a decision that the log does not take for its size: the end of the job or run that it
 * is about, or the same without what may be missing. It counts wherever the other would have counted, so nothing
 * that is decided after it changes.
 * @param reason a sentence that says what is too large
 * @returns null where it is as small as can be
 */
export function smallerThan(decision: Draft<Decision>, reason: string): Draft<Decision> | null {
  return bytesOf(decision) <= SMALL_BYTES ? null : reduced(decision, reason);
}

function reduced(decision: Draft<Decision>, reason: string): Draft<Decision> | null {
  switch (decision.type) {
    case 'job_waiting':
    case 'job_offered':
    case 'workflow_called': {
      const { repository, run, job, owner } = decision;
      const about = { repository, run, job, owner, ...introductionOf(decision) };
      return { type: 'job_cancelled', ...about, conclusion: 'failure', reason };
    }
    case 'job_skipped':
    case 'job_cancelled':
      return { ...decision, ...introductionOf(decision), reason: shortened(decision.reason) };
    case 'call_completed':
      return { ...decision, conclusion: 'failure', outputs: {}, reason };
    case 'run_completed':
      return { ...decision, reason: shortened(decision.reason ?? '') };
    case 'run_requested': {
      const { repository, run, owner, number, delivery, workflow, trigger } = decision;
      const about = { repository, run, owner, number, delivery, workflow, trigger: triggerOf(trigger) };
      return { type: 'workflow_rejected', ...about, errors: [problemOf(workflow.path, reason)], source: '' };
    }
    case 'workflow_rejected': {
      const errors = decision.errors
        .slice(0, MOST_PROBLEMS)
        .map((problem) => problemOf(problem.file, problem.message, problem));
      return { ...decision, trigger: triggerOf(decision.trigger), errors, source: '' };
    }
    case 'delivery_handled': {
      const workflows = decision.workflows.map(({ path, outcome, run }) => ({
        path,
        outcome,
        ...(run === undefined ? {} : { run }),
      }));
      return { ...decision, workflows };
    }
    case 'delivery_failed':
      return { ...decision, reason: shortened(decision.reason), trigger: triggerOf(decision.trigger) };
    case 'job_granted':
    case 'partition_owned':
    case 'worker_lost':
    default:
      return null;
  }
}

/** Without the values of its matrix, which nobody needs of a leg that does not run. */
function introductionOf({ key, leg, attempt, runAttempt, name, folder }: JobIntroduction): JobIntroduction {
  return { key, leg: { ...leg, matrix: null }, attempt, runAttempt, name: shortened(name), folder };
}

function triggerOf(whole: Trigger): Trigger {
  const { inputs: _, message, ...trigger } = whole;
  return { ...trigger, message: message === null ? null : shortened(message) };
}

function problemOf(file: string, message: string, found?: Problem): Problem {
  const { line = 1, column = 1, endLine = 1, endColumn = 1 } = found ?? {};
  const { severity = 'error', rule = 'file-too-large' } = found ?? {};
  return { file, line, column, endLine, endColumn, severity, rule, message: shortened(message) };
}

function shortened(text: string): string {
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)}...`;
}
