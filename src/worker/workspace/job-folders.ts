import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';

import type { JobSpec } from '../../events/index.ts';

/**
 * The folders of one job attempt, laid out as on GitHub's runners: `<job id>/<repository's name>` is
 * `GITHUB_WORKSPACE`, beside it `_temp` is `RUNNER_TEMP`.
 */
export interface JobFolders {
  /** The attempt's own folder: `RUNNER_WORKSPACE`. */
  readonly root: string;
  /** `GITHUB_WORKSPACE`. */
  readonly workspace: string;
  /** `RUNNER_TEMP`. */
  readonly temporary: string;
  /** `RUNNER_TOOL_CACHE`, shared by the jobs of the worker. */
  readonly toolCache: string;
  /** Where a step's environment files are made. */
  readonly fileCommands: string;
  /** `GITHUB_EVENT_PATH`. */
  readonly eventFile: string;
}

export interface JobFolderOptions {
  /** The folder of all workspaces, absolute. */
  readonly workspaces: string;
  /** The user's own folder to work in; null: a new one. */
  readonly inPlace: string | null;
  /** The folder of all `RUNNER_TEMP`; default: beside each workspace. */
  readonly temporary: string | undefined;
}

/** Where the folders of an attempt are; nothing is made. */
export function jobFolders(spec: JobSpec, options: JobFolderOptions): JobFolders {
  const root = join(options.workspaces, String(spec.job));
  const temporary =
    options.temporary === undefined ? join(root, '_temp') : join(options.temporary, String(spec.job));
  return {
    root,
    workspace: options.inPlace ?? join(root, basename(spec.repository)),
    temporary,
    toolCache: join(options.workspaces, '_tool'),
    fileCommands: join(temporary, '_runner_file_commands'),
    eventFile: join(temporary, '_github_workflow', 'event.json'),
  };
}

/** Makes the folders. */
export async function makeJobFolders(folders: JobFolders): Promise<void> {
  const { root, workspace, temporary, toolCache, fileCommands, eventFile } = folders;
  await Promise.all(
    [root, workspace, temporary, toolCache, fileCommands, join(eventFile, '..')].map((folder) =>
      mkdir(folder, { recursive: true, mode: 0o700 }),
    ),
  );
}

/** Removes what belongs to the attempt alone: never the user's own folder, never the tool cache. */
export async function removeJobFolders(folders: JobFolders): Promise<void> {
  // Retries: a process that was just killed may still be closing its files.
  const options = { recursive: true, force: true, maxRetries: 3, retryDelay: 50 } as const;
  await rm(folders.root, options);
  await rm(folders.temporary, options);
}
