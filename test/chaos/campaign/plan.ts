import { Random } from './random.ts';

/** What a process of the campaign is, which decides how long it may be away. */
export type TargetKind = 'server' | 'orchestrator' | 'worker' | 'broker';

export interface Target {
  readonly name: string;
  readonly kind: TargetKind;
}

/** One fault: a process is killed or frozen at a moment and started again or woken after a pause. */
export interface PlannedFault {
  /** Milliseconds since the campaign's beginning. */
  readonly at: number;
  readonly target: Target;
  readonly kind: 'kill' | 'freeze';
  /** Milliseconds. */
  readonly pause: number;
}

/** How often each kind is chosen, beside the others. */
const WEIGHTS: { readonly [kind in TargetKind]: number } = {
  server: 2,
  orchestrator: 3,
  worker: 3,
  broker: 1.5,
};
/** How many of the faults are freezes. */
const FREEZES = 0.3;
/** How often a fault comes with another one at the same moment. */
const TOGETHER = 0.2;
/** Milliseconds between two moments. */
const GAP = [500, 4_000] as const;
/** What a process gets to be itself again, in milliseconds; sometimes nothing, so that it is killed as it starts. */
const REST = [0, 5_000] as const;

type Range = readonly [least: number, most: number];
type Pauses = { readonly [kind in PlannedFault['kind']]: readonly Range[] };

/**
 * Milliseconds away, one range of which is chosen: short ones, and those past a limit of the program. Orchestrators
 * have sessions of 6 s; workers are lost after 20 s; the broker's own session is 2 s, its clients wait 10 s.
 */
const PAUSES: { readonly [kind in TargetKind]: Pauses } = {
  server: {
    kill: [[0, 4_000]],
    freeze: [[2_000, 12_000]],
  },
  orchestrator: {
    kill: [
      [0, 2_000],
      [7_000, 11_000],
    ],
    freeze: [[8_000, 14_000]],
  },
  worker: {
    kill: [
      [0, 3_000],
      [22_000, 26_000],
    ],
    freeze: [
      [1_000, 10_000],
      [22_000, 27_000],
    ],
  },
  broker: {
    kill: [[0, 3_000]],
    freeze: [
      [1_000, 6_000],
      [11_000, 14_000],
    ],
  },
};

/** Draws faults from a seed. They overlap; one process has one at a time. */
export function planFaults(seed: number, count: number, targets: readonly Target[]): PlannedFault[] {
  const random = new Random(seed);
  const busyUntil = new Map<string, number>();
  const faults: PlannedFault[] = [];
  let at = 0;
  while (faults.length < count) {
    at += random.between(...GAP);
    do {
      const idle = targets.filter(({ name }) => (busyUntil.get(name) ?? 0) <= at);
      if (idle.length === 0) break;
      const target = pickTarget(random, idle);
      const kind = random.chance(FREEZES) ? 'freeze' : 'kill';
      const pause = random.between(...random.pick(PAUSES[target.kind][kind]));
      faults.push({ at, target, kind, pause });
      busyUntil.set(target.name, at + pause + random.between(...REST));
    } while (faults.length < count && random.chance(TOGETHER));
  }
  return faults;
}

/** By the weight of its kind, shared by all of that kind. */
function pickTarget(random: Random, idle: readonly Target[]): Target {
  const kinds = [...new Set(idle.map(({ kind }) => kind))];
  const total = kinds.reduce((sum, kind) => sum + WEIGHTS[kind], 0);
  let rest = random.between(0, total);
  const chosen = kinds.find((kind) => (rest -= WEIGHTS[kind]) < 0);
  return random.pick(idle.filter(({ kind }) => kind === (chosen ?? kinds[0])));
}
