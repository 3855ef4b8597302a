import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { ZipFile } from 'yazl';
import type { JobRecord, RunRecord, StepLogRef, StepRecord } from '../../store/index.ts';
import type { Services } from '../services.ts';
import { readerGone } from './send.ts';
import { stepLogRef } from './step-log.ts';
import { type LoggedStep, textOfStep } from './text.ts';

/**
 * Sends a zip of a run attempt's logs as GitHub lays it out: `<n>_<job>.txt` with all of a job's log, and a
 * folder per job with `<number>_<step>.txt`. Files are read one after the other while the archive is sent.
 */
export async function sendArchive(services: Services, run: RunRecord, response: Response): Promise<void> {
  const archive = new ZipFile();
  const failed = new AbortController();
  const opened: Readable[] = [];
  const gone = readerGone(response, services.closing);
  const add = (name: string, logs: readonly LoggedStep[], time: number): void => {
    archive.addReadStreamLazy(name, { mtime: new Date(time), mode: 0o100644 }, (give) => {
      const text = Readable.from(textOf(services, logs, gone), { objectMode: false });
      opened.push(text);
      give(null, text);
    });
  };
  archive.on('error', (error) => failed.abort(error));
  for (const { job, name, steps } of await logsOf(services, run)) {
    add(
      `${name.number}_${name.text}.txt`,
      steps.map(({ log }) => log),
      job.startedAt ?? run.createdAt,
    );
    for (const { path, log, time } of steps) add(`${name.text}/${path}`, [log], time);
  }
  archive.end();
  response.setHeader('Content-Type', 'application/zip');
  response.setHeader('Content-Disposition', `attachment; filename="logs_${run.id}.zip"`);
  try {
    await pipeline(archive.outputStream, response, { signal: failed.signal });
  } finally {
    // Where the reader went away, the file being read would stay open.
    for (const text of opened) text.destroy();
  }
}

/** A job that has logs, and what it is called in the archive. */
interface ArchivedJob {
  readonly job: JobRecord;
  /** Its place among the jobs that have logs, from 0, and its name, which no other has. */
  readonly name: { readonly number: number; readonly text: string };
  readonly steps: readonly { readonly path: string; readonly log: LoggedStep; readonly time: number }[];
}

async function logsOf(services: Services, run: RunRecord): Promise<readonly ArchivedJob[]> {
  const jobs: ArchivedJob[] = [];
  const taken = new Set<string>();
  for (const job of services.index.jobs.ofAttempt(run.id, run.attempt)) {
    const steps: ArchivedJob['steps'][number][] = [];
    for (const step of services.index.jobs.steps(job.id)) {
      const ref = stepLogRef(run, job, step);
      if (ref === null || !(await hasLog(services, step, ref))) continue;
      const path = `${step.number}_${entryName(step.name)}.txt`;
      steps.push({ path, log: { job: job.id, step, ref }, time: step.startedAt ?? run.createdAt });
    }
    if (steps.length === 0) continue;
    const short = entryName(job.name);
    const text = taken.has(short) ? `${short} (${job.id})` : short;
    taken.add(text);
    jobs.push({ job, name: { number: jobs.length, text }, steps });
  }
  return jobs;
}

/** The logs one after the other. */
async function* textOf(
  services: Services,
  logs: readonly LoggedStep[],
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  for (const log of logs) yield* textOfStep(services, log, signal);
}

/** Where output comes through `runbook.logs`, the log of a step that completed may still be on its way. */
async function hasLog(services: Services, step: StepRecord, ref: StepLogRef): Promise<boolean> {
  if (services.output !== null && step.status === 'completed') return true;
  return (await services.logs.stat(ref)) !== null;
}

/** The most UTF-16 units of a name; GitHub cuts names so, and `gh` looks for them so. */
const MOST_UNITS = 90;

/** A name as one part of a path in an archive: as on GitHub, without what some systems refuse in file names. */
function entryName(name: string): string {
  const safe = name
    .replace(/[\p{Cc}/\\:*?"<>|]/gu, '')
    .slice(0, MOST_UNITS)
    .trim();
  return /^\.*$/.test(safe) ? '-' : safe;
}
