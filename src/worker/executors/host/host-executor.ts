import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';

import type { Executor, ExecutorJobOptions, JobProcesses } from '../../ports.ts';
import { FifoPool } from './fifo.ts';
import { HostJob } from './host-job.ts';
import { GRACE_MS } from './stop.ts';
import { ticksNow } from './proc.ts';

export interface HostExecutorOptions {
  /**
   * Where FIFOs are made, absolute; it belongs to the executor alone, which empties it at first. Default:
   * `_output` beside the workspaces of the jobs.
   */
  readonly folder?: string;
}

/** Runs steps as processes of this machine, with the rights of the worker's user. */
export function createHostExecutor(options: HostExecutorOptions = {}): Executor {
  let pool: FifoPool | null = null;
  return {
    openJob(job: ExecutorJobOptions): Promise<JobProcesses> {
      pool ??= new FifoPool(options.folder ?? join(dirname(job.workspace), '_output'));
      if (job.leftOver !== true) pool.prepare();
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
