import type { JobId, RunbookEvent } from '../../events/index.ts';
import type { Output } from '../terminal/output.ts';
import type { Reporter } from './reporter.ts';
import type { RunProgress } from './run-progress.ts';

/**
 * One JSON object per line: every event of the catalogue as it is in the log, and `step_output` for every line
 * of output. `job` is the job's key in the file, `name` what is shown of the leg, `job_id` the attempt's id.
 */
export function createJsonReporter(output: Output, progress: RunProgress): Reporter {
  const describe = (id: JobId): { job: string | null; job_id: number; name: string | null } => {
    const job = progress.job(id);
    return { job: job?.key ?? null, job_id: id, name: job?.name ?? null };
  };
  return {
    event(event) {
      void output.write(`${JSON.stringify('job' in event ? withJob(event, describe) : event)}\n`);
    },
    lines(lines) {
      const text = lines.map(({ job, step, at, text: line }) =>
        JSON.stringify({
          type: 'step_output',
          at,
          run: progress.job(job)?.run,
          ...describe(job),
          step,
          line,
        }),
      );
      return output.write(`${text.join('\n')}\n`);
    },
    end() {},
  };
}

/** A step's event has the step's name too: it moves to `step_name`, beside `step`. */
function withJob(
  event: Extract<RunbookEvent, { job: JobId }>,
  describe: (id: JobId) => { job: string | null; job_id: number; name: string | null },
): object {
  const described = { ...event, ...describe(event.job) };
  return 'step' in event ? { ...described, step_name: event.name } : described;
}
