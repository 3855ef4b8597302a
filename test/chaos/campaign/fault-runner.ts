import { setTimeout as wait } from 'node:timers/promises';
import type { FaultRecord } from '../checker/history.ts';
import type { PlannedFault } from './plan.ts';

/** A process that faults can be done to. */
export interface Victim {
  kill(): Promise<void>;
  freeze(): Promise<void> | void;
  thaw(): Promise<void> | void;
  /** Starts it again on its data. */
  start(): Promise<void>;
}

/** Carries a plan out, and resolves when the last process is back. */
export async function runFaults(
  plan: readonly PlannedFault[],
  victims: ReadonlyMap<string, Victim>,
  onFault: (fault: FaultRecord) => void,
): Promise<FaultRecord[]> {
  const begin = performance.now();
  const records: FaultRecord[] = [];
  await Promise.all(
    plan.map(async ({ at, target, kind, pause }) => {
      const victim = victims.get(target.name);
      if (victim === undefined) throw new Error(`There is no ${target.name}.`);
      await wait(Math.max(0, begin + at - performance.now()));
      const from = Date.now();
      if (kind === 'kill') await victim.kill();
      else await victim.freeze();
      onFault({ target: target.name, kind, from, to: from + pause });
      await wait(pause);
      // What it does from now on happens after this moment.
      records.push({ target: target.name, kind, from, to: Date.now() });
      if (kind === 'kill') await victim.start();
      else await victim.thaw();
    }),
  );
  return records;
}
