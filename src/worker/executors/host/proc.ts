import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

/** What `/proc/<pid>/stat` says of a process (proc(5)). */
export interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** Clock ticks (of 10 ms) between the system's start and the process's. */
  readonly started: number;
  /** Whether it has ended and only waits for its parent to notice. */
  readonly dead: boolean;
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

/** What a process is, or null where it is gone. */
export function processFacts(pid: number): ProcessFacts | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name is in parentheses and may hold anything, parentheses included.
    const [state, parent, group, session, ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return {
      pid,
      parent: Number(parent),
      group: Number(group),
      session: Number(session),
      started: Number(rest[15]),
      dead: state === 'Z' || state === 'X',
    };
  } catch {
    return null;
  }
}

/**
 * The environment the process was started with, entries ended by NUL; empty while it is becoming another
 * program; null where it cannot be read.
 */
export function environmentOf(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return null;
  }
}

/** Whether an environment has the entry `NAME=value`. */
export function hasEntry(environment: string, entry: string): boolean {
  return `\0${environment}\0`.includes(`\0${entry}\0`);
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
