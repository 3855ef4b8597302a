import { rm } from 'node:fs/promises';

import type { Logger } from 'pino';

import type { Executor } from '../ports.ts';
import type { JobRecord } from './state-file.ts';

export interface LeftoverOptions {
  readonly executor: Executor;
  readonly keepWorkspaces: boolean;
  readonly logger: Logger;
}

/**
 * Stops the processes of jobs that a killed worker left, and removes their folders. Gives whether none of the
 * processes is left. Never throws.
 */
export async function stopLeftovers(jobs: readonly JobRecord[], options: LeftoverOptions): Promise<boolean> {
  let stopped = 0;
  for (const { job, cookie, root, temporary } of jobs) {
    try {
      const processes = await options.executor.openJob({ cookie, workspace: root, leftOver: true });
      await processes.stopAll('end');
      stopped += 1;
      if (options.keepWorkspaces) continue;
      await rm(root, { recursive: true, force: true, maxRetries: 3 });
      await rm(temporary, { recursive: true, force: true, maxRetries: 3 });
    } catch (error) {
      options.logger.warn({ err: error, job }, 'Something of a job that a killed worker ran is still there');
    }
  }
  return stopped === jobs.length;
}
