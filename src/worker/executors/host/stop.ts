import { setTimeout as sleep } from 'node:timers/promises';

import type { Membership } from './membership.ts';

/** Milliseconds between interrupt and terminate, as GitHub's runner waits; a third of it before kill. */
export const GRACE_MS = 7_500;
/** Milliseconds after which a process that kill does not end (one in the kernel's hands) is given up. */
const GIVE_UP_MS = 30_000;
/** Processes of a job are still there after kill. */
export class ProcessesRemainError extends Error {
  override readonly name = 'ProcessesRemainError';
}

/** Interrupts the members, then terminates, then kills them, until none is left. @throws ProcessesRemainError */
export async function stopGently(members: Membership, graceMs: number): Promise<void> {
  if (await signalUntilGone(members, 'SIGINT', graceMs)) return;
  if (await signalUntilGone(members, 'SIGTERM', graceMs / 3)) return;
  await kill(members);
}

/** Kills the members until none is left. @throws ProcessesRemainError */
export async function kill(members: Membership): Promise<void> {
  const end = performance.now() + GIVE_UP_MS;
  for (let pause = 0; ; pause = Math.min(pause + 1, 50)) {
    const left = members.scan((member) => {
      // The group as a whole dies before any of it can fork again.
      if (members.groups.has(member.group)) send(-member.group, 'SIGKILL');
      send(member.pid, 'SIGKILL');
    });
    if (left === 0) return;
    if (performance.now() > end) {
      throw new ProcessesRemainError('Some processes of the job could not be stopped, not even by SIGKILL.');
    }
    await sleep(pause);
  }
}

/** Sends one signal to each member, those that appear meanwhile included; gives whether all are gone in time. */
async function signalUntilGone(
  members: Membership,
  signal: NodeJS.Signals,
  waitMs: number,
): Promise<boolean> {
  const signalled = new Set<string>();
  const end = performance.now() + waitMs;
  for (let pause = 5; ; pause = Math.min(pause * 2, 100)) {
    const left = members.scan((member) => {
      const identity = `${member.pid} ${member.started}`;
      if (signalled.has(identity)) return;
      signalled.add(identity);
      send(member.pid, signal);
    });
    if (left === 0) return true;
    const rest = end - performance.now();
    if (rest <= 0) return false;
    await sleep(Math.min(pause, rest));
  }
}

/** It may be gone already. */
function send(target: number, signal: NodeJS.Signals): void {
  try {
    process.kill(target, signal);
  } catch {
    // Gone, or no longer ours to signal: the next look tells.
  }
}
