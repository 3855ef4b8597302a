import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';

/** What `/proc/<pid>/stat` says of a process (proc(5)). */
export interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** Clock ticks (of 10 ms) between the system's start and the process's. */
  readonly started: number;
}

/** The ids of all processes, in growing order; none where there is no `/proc`. */
export function processIds(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .sort((a, b) => a - b);
  } catch {
    return [];
  }
}

/** What a process is, or null where it is gone or dead and only waits for its parent. */
export function processFacts(pid: number): ProcessFacts | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name is in parentheses and may hold anything, parentheses included.
    const [state, parent, group, session, ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return null;
    return {
      pid,
      parent: Number(parent),
      group: Number(group),
      session: Number(session),
      started: Number(rest[15]),
    };
  } catch {
    return null;
  }
}

/** Whether the process is still there, if only as a dead one that waits for its parent. */
export function isListed(pid: number): boolean {
  return existsSync(`/proc/${pid}`);
}

/** Whether the process was started with `entry` (`NAME=value`) in its environment. */
export function hasEnvironmentEntry(pid: number, entry: string): boolean {
  try {
    const text = readFileSync(`/proc/${pid}/environ`, 'latin1');
    return (
      text.startsWith(`${entry}\0`) ||
      text.includes(`\0${entry}\0`) ||
      text.endsWith(`\0${entry}`) ||
      text === entry
    );
  } catch {
    return false;
  }
}

/** The process's working folder, or null where it cannot be known. */
export function workingFolder(pid: number): string | null {
  return link(`/proc/${pid}/cwd`);
}

/** Whether the process has a file open whose path contains `part`. */
export function hasOpenFile(pid: number, part: string): boolean {
  let descriptors: string[];
  try {
    descriptors = readdirSync(`/proc/${pid}/fd`);
  } catch {
    return false;
  }
  return descriptors.some((descriptor) => link(`/proc/${pid}/fd/${descriptor}`)?.includes(part) ?? false);
}

/** Clock ticks since the system's start, as `ProcessFacts.started` counts; 0 where there is no `/proc`. */
export function ticksNow(): number {
  try {
    // Linux reports times to programs in hundredths of a second on every architecture Node runs on.
    return Math.floor(Number.parseFloat(readFileSync('/proc/uptime', 'latin1')) * 100);
  } catch {
    return 0;
  }
}

function link(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
