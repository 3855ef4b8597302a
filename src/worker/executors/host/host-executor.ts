import { createHash, randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Executor, ExecutorJobOptions, JobProcesses } from '../../ports.ts';
import { FifoPool } from './fifo.ts';
import { HostJob } from './host-job.ts';
import { GRACE_MS } from './stop.ts';
import { ticksNow } from './proc.ts';

export interface HostExecutorOptions {
  /** Where FIFOs are made, absolute; removed when the process exits. Default: a new folder among the temporary files. */
  readonly folder?: string;
}

/** Runs steps as processes of this machine, with the rights of the worker's user. */
export function createHostExecutor(options: HostExecutorOptions = {}): Executor {
  const pool = new FifoPool(options.folder ?? join(tmpdir(), `runbook-${randomBytes(8).toString('hex')}`));
  return {
    openJob(job: ExecutorJobOptions): Promise<JobProcesses> {
      pool.prepare();
      return Promise.resolve(
        new HostJob({
          pool,
          cookie: `${COOKIE_NAME}=${job.cookie}`,
          // From the cookie, so that whoever holds a job's output open is known even to the worker's next start.
          outputName: `output-${createHash('sha256').update(job.cookie).digest('hex').slice(0, 24)}-`,
          workspace: job.workspace,
          since: job.leftOver === true ? 0 : ticksNow() - 1,
          leftOver: job.leftOver === true,
          graceMs: job.graceMs ?? GRACE_MS,
        }),
      );
    },
  };
}

/** The variable that marks every process of a job. */
export const COOKIE_NAME = 'RUNBOOK_JOB_COOKIE';
