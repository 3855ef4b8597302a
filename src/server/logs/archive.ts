import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { ZipFile } from 'yazl';
import type { RunRecord } from '../../store/index.ts';
import type { Services } from '../services.ts';
import { stepLogRef } from './step-log.ts';

/**
 * Sends a zip of a run attempt's logs as GitHub lays it out: a folder per job, in it a text per step. Files are
 * read one after the other while the archive is sent.
 */
export async function sendArchive(services: Services, run: RunRecord, response: Response): Promise<void> {
  const archive = new ZipFile();
  for (const job of services.index.jobs.ofAttempt(run.id, run.attempt)) {
    for (const step of services.index.jobs.steps(job.id)) {
      const ref = stepLogRef(run, job, step);
      if (ref === null || (await services.logs.stat(ref)) === null) continue;
      archive.addReadStreamLazy(
        `${entryName(job.name)}/${step.number}_${entryName(step.name)}.txt`,
        { mtime: new Date(step.startedAt ?? run.createdAt), mode: 0o100644 },
        (give) => give(null, services.logs.stream(ref) ?? Readable.from([])),
      );
    }
  }
  archive.end();
  response.setHeader('Content-Type', 'application/zip');
  response.setHeader('Content-Disposition', `attachment; filename="logs_${run.id}.zip"`);
  await pipeline(archive.outputStream, response);
}

/** A name as one part of a path in an archive. */
function entryName(name: string): string {
  const safe = name.replace(/[\p{Cc}/\\:*?"<>|]/gu, '-').slice(0, 100);
  return /^\.*$/.test(safe) ? '-' : safe;
}
