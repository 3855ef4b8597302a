import type { GraphShape } from '../../server/index.ts';
import type { LogsFlags } from '../commands/logs.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { CommandContext, Output } from '../terminal/output.ts';
import { printable } from '../terminal/printable.ts';
import { formatProblem } from '../terminal/problem-text.ts';
import { endsGroup, formatStepLine, splitLogLine } from '../terminal/step-line.ts';
import { isGraph } from './answers.ts';
import type { ApiClient } from './api-client.ts';
import { connect } from './connection.ts';
import { earlierTries, readTries } from './earlier-tries.ts';
import { followRun } from './follow-run.ts';
import { findRun } from './run-reference.ts';
import { followStepLog, type LoggedStep, loggedSteps, readStepLog, stepsWithLogs } from './step-logs.ts';

/** `runbook logs`: prints the output of a run's steps. @throws CommandError */
export async function logs(reference: string, flags: LogsFlags, context: CommandContext): Promise<ExitCode> {
  const client = connect(flags, context.environment);
  const run = await findRun(client, reference);
  const graph = await client.get(`/api/runs/${run.id}/graph`, isGraph);
  const tries = await readTries(client, earlierTries(graph, flags.job));
  if (flags.follow === true && tries.length === 0) return follow(client, run.id, flags, context);
  const printer = new LogPrinter(context.stdout, flags);
  for (const logged of tries.length > 0
    ? stepsWithLogs(tries, flags.step, true)
    : loggedSteps(graph, flags)) {
    await printer.heading(logged);
    for await (const lines of readStepLog(client, logged)) await printer.lines(logged, lines);
  }
  await printer.withoutJobs(graph);
  return EXIT.success;
}

/**
 * Jobs are followed side by side, the steps of one job one after the other; a step is followed from its first
 * line as soon as it has begun.
 */
async function follow(
  client: ApiClient,
  run: number,
  flags: LogsFlags,
  context: CommandContext,
): Promise<ExitCode> {
  const printer = new LogPrinter(context.stdout, flags);
  const seen = new Set<string>();
  const jobs = new Map<number, Promise<void>>();
  let newest: GraphShape | null = null;
  for await (const graph of followRun(client, run)) {
    newest = graph;
    for (const logged of loggedSteps(graph, flags)) {
      const key = `${logged.job.id}/${logged.step.number}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const before = jobs.get(logged.job.id) ?? Promise.resolve();
      const printed = before.then(() => followStep(client, logged, printer));
      // The failure is met where all jobs are awaited; until then it must not count as unhandled.
      printed.catch(() => undefined);
      jobs.set(logged.job.id, printed);
      // What has ended is printed job by job; only what goes on is mixed.
      if (logged.job.status === 'completed') await printed;
    }
  }
  await Promise.all(jobs.values());
  if (newest !== null) await printer.withoutJobs(newest);
  return newest?.run.conclusion === 'success' ? EXIT.success : EXIT.failed;
}

async function followStep(client: ApiClient, logged: LoggedStep, printer: LogPrinter): Promise<void> {
  await printer.heading(logged);
  for await (const line of followStepLog(client, logged)) await printer.lines(logged, [line]);
}

/** Prints lines: bare for one step, behind the job's name for several jobs, or as JSON. */
class LogPrinter {
  readonly #output: Output;
  readonly #flags: LogsFlags;

  constructor(output: Output, flags: LogsFlags) {
    this.#output = output;
    this.#flags = flags;
  }

  async heading({ job, step }: LoggedStep): Promise<void> {
    if (this.#flags.json === true || this.#flags.step !== undefined) return;
    const { style } = this.#output;
    await this.#output.write(
      `${this.#prefix(job.name)}${style.active('▶')} ${style.strong(printable(step.name))}\n`,
    );
  }

  async lines({ job, step }: LoggedStep, lines: readonly string[]): Promise<void> {
    const texts = lines.flatMap((line) => {
      const { at, text } = splitLogLine(line);
      if (this.#flags.json !== true && endsGroup(text)) return [];
      if (this.#flags.json === true) {
        return JSON.stringify({
          job: job.key,
          job_id: job.id,
          name: job.name,
          step: step.number,
          at,
          line: text,
        });
      }
      return `${this.#prefix(job.name)}${formatStepLine(text, this.#output.style)}`;
    });
    await this.#output.write(texts.map((text) => `${text}\n`).join(''));
  }

  /** A run that has no jobs to print says what kept it from having some. */
  async withoutJobs({ run, jobs }: GraphShape): Promise<void> {
    if (jobs.length > 0 || this.#flags.json === true) return;
    const { style } = this.#output;
    if (run.reason !== null) await this.#output.write(`${printable(run.reason)}\n`);
    for (const problem of run.errors) await this.#output.write(formatProblem(problem, style));
  }

  #prefix(name: string): string {
    if (this.#flags.job !== undefined) return '';
    const { style } = this.#output;
    return `${style.active(printable(name))} ${style.faint('|')} `;
  }
}
