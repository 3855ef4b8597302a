import type { JobId, RunbookEvent } from '../../events/index.ts';
import { formatDuration } from '../terminal/duration.ts';
import type { Output } from '../terminal/output.ts';
import { printable } from '../terminal/printable.ts';
import { mark, runTree } from '../terminal/run-tree.ts';
import { endsGroup, formatStepLine } from '../terminal/step-line.ts';
import type { OutputLine, Reporter } from './reporter.ts';
import type { RunProgress } from './run-progress.ts';

/** For people: each line behind the name of its job, then the tree of all runs with their times. */
export function createTextReporter(output: Output, progress: RunProgress, now: () => number): Reporter {
  const { style } = output;
  const startedSteps = new Map<string, number>();
  const headers = new StepHeaders();
  const print = (job: JobId, text: string): void => void output.write(`${prefix(job)}${text}\n`);

  function prefix(id: JobId): string {
    const job = progress.job(id);
    if (job === null) return '';
    const name = progress.runCount > 1 ? `${progress.workflowName(job.run)} / ${job.name}` : job.name;
    return `${style.active(printable(name))} ${style.faint('|')} `;
  }

  function took(event: { readonly job: JobId; readonly step: number }, at: number): string {
    const started = startedSteps.get(`${event.job}/${event.step}`);
    return started === undefined ? '' : ` ${style.faint(formatDuration(at - started))}`;
  }

  return {
    event(event: RunbookEvent, at: number) {
      if (event.type === 'step_started') {
        startedSteps.set(`${event.job}/${event.step}`, at);
        print(event.job, `${style.active('▶')} ${style.strong(printable(event.name))}`);
      } else if (event.type === 'step_completed') {
        print(event.job, `${mark(event.conclusion, true, style)} ${printable(event.name)}${took(event, at)}`);
      } else if (event.type === 'job_waiting' || event.type === 'job_skipped') {
        print(event.job, style.faint(`${event.type.slice('job_'.length)}: ${printable(event.reason)}`));
      } else if (event.type === 'job_cancelled') {
        print(event.job, style.warning(`cancelled: ${printable(event.reason)}`));
      } else if (
        (event.type === 'job_completed' || event.type === 'call_completed') &&
        event.reason !== undefined
      ) {
        print(event.job, style.bad(printable(event.reason)));
      }
    },
    lines(lines) {
      const shown = lines.filter((line) => !headers.hides(line) && !endsGroup(line.text));
      return output.write(
        shown.map((line) => `${prefix(line.job)}${formatStepLine(line.text, style)}\n`).join(''),
      );
    },
    async end() {
      for (const run of progress.views()) {
        const tree = runTree(run, { style, now: now(), steps: 'all' });
        await output.write(`\n${tree.map((line) => `${line}\n`).join('')}`);
      }
    },
  };
}

/** What a step's log says where `retry` runs it again: its header follows once more. */
const NEXT_TRY = /^Try \d+ of \d+$/;

/**
 * A step's log begins with a group that repeats its script, shell and environment. The user has the file at hand
 * and sees the step's name: on the terminal that group would hide what the steps say.
 */
class StepHeaders {
  /** Steps whose header goes on; those past it have `false`. */
  readonly #inHeader = new Map<string, boolean>();

  hides({ job, step, text }: OutputLine): boolean {
    const key = `${job}/${step}`;
    if (NEXT_TRY.test(text)) {
      this.#inHeader.delete(key);
      return false;
    }
    const before = this.#inHeader.get(key);
    const hidden = before ?? text.startsWith('##[group]Run ');
    if (before === undefined || before) this.#inHeader.set(key, hidden && !endsGroup(text));
    return hidden;
  }
}
