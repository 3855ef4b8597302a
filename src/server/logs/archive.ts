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
  const failed = new AbortController();
  const opened: Readable[] = [];
  const folders = new Set<string>();
  archive.on('error', (error) => failed.abort(error));
  for (const job of services.index.jobs.ofAttempt(run.id, run.attempt)) {
    const name = entryName(job.name);
    const folder = folders.has(name) ? `${name} (${job.id})` : name;
    folders.add(folder);
    for (const step of services.index.jobs.steps(job.id)) {
      const ref = stepLogRef(run, job, step);
      if (ref === null || (await services.logs.stat(ref)) === null) continue;
      archive.addReadStreamLazy(
        `${folder}/${step.number}_${entryName(step.name)}.txt`,
        { mtime: new Date(step.startedAt ?? run.createdAt), mode: 0o100644 },
        (give) => {
          const text = services.logs.stream(ref) ?? Readable.from([]);
          opened.push(text);
          give(null, text);
        },
      );
    }
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

/** A name as one part of a path in an archive. */
function entryName(name: string): string {
  const safe = name.replace(/[\p{Cc}/\\:*?"<>|]/gu, '-').slice(0, 100);
  return /^\.*$/.test(safe) ? '-' : safe;
}
