import { describe, expect, it } from 'vitest';
import { type Visit, visit } from '../visit.ts';
import {
  beyondCheckpoint,
  deletingFirst,
  eager,
  forgetful,
  keyedByOwner,
  withAnyPart,
  withoutDigest,
} from './flaws.ts';
import { createHistory } from './history.ts';
import { type Protocol, protocol, type Records } from './protocol.ts';
import { createWorld, keyOf, stepsFrom, textOf, type World } from './world.ts';

interface WorldOptions {
  readonly of: string;
  /** How many cuts each of the owners may begin. */
  readonly cuts: readonly number[];
  readonly failures: number;
  readonly crashes: number;
}

const NAMES = ['one', 'two', 'three'];
const LIMIT = 5_000_000;

/**
 * Sees to it that in every world within reach a restore, and the events after it, make the same state as all events
 * do, and that the log still has those events.
 */
function explore({ cuts, failures, crashes }: WorldOptions, chosen: Protocol): Visit {
  const setting = { history: createHistory(), protocol: chosen };
  const owners = cuts.map((number, index) => ({ name: NAMES[index]!, cuts: number }));
  const needed = new Map<string, number>();
  const firstNeeded = (records: Records): number => {
    const { state, next, isIn } = chosen.restore(records);
    const outcome = setting.history.fold(state, next, isIn);
    if (outcome !== setting.history.outcome) throw new Error(`Restored at ${next} it is another: ${outcome}`);
    return next;
  };
  const check = ({ records, start }: World): void => {
    const text = textOf(records);
    const next = needed.get(text) ?? firstNeeded(records);
    needed.set(text, next);
    if (next < start) throw new Error(`A rebuild needs the event ${next}, and the log begins at ${start}.`);
  };
  const first = createWorld({ owners, failures, crashes });
  return visit({ first, keyOf, stepsFrom: (world) => stepsFrom(world, setting), check, limit: LIMIT });
}

const isLarge = process.env['RUNBOOK_EXPLORE'] === 'large';

/** `runbook.state` is read as a whole here: a log that compacts keeps what was superseded while somebody reads. */
const worlds: readonly WorldOptions[] = [
  { of: 'one owner, a failed append, a crash', cuts: [2], failures: 1, crashes: 1 },
  { of: 'one owner, two failed appends', cuts: [3], failures: 2, crashes: 0 },
  { of: 'two owners, two cuts each', cuts: [2, 2], failures: 0, crashes: 0 },
  { of: 'two owners, a failed append, a crash', cuts: [1, 1], failures: 1, crashes: 1 },
];

/** Larger ones, for a machine with time: RUNBOOK_EXPLORE=large. */
const large: typeof worlds = [
  { of: 'one owner, two failed appends, two crashes', cuts: [3], failures: 2, crashes: 2 },
  { of: 'two owners, more cuts, a failed append', cuts: [2, 1], failures: 1, crashes: 0 },
  { of: 'two owners, more cuts, a crash', cuts: [2, 1], failures: 0, crashes: 1 },
  { of: 'two owners, two cuts each, a failed append', cuts: [2, 2], failures: 1, crashes: 0 },
  { of: 'three owners', cuts: [1, 1, 1], failures: 0, crashes: 0 },
];

interface Flaw extends WorldOptions {
  readonly flawed: Protocol;
  /** What it comes to. */
  readonly shows: RegExp;
}

const one = { cuts: [2], failures: 0, crashes: 0 };
const two = { cuts: [1, 1], failures: 0, crashes: 0 };
const flaws: readonly Flaw[] = [
  { of: 'keys are those of repository and owner', flawed: keyedByOwner, shows: /it is another/, ...one },
  {
    of: 'what is superseded is deleted before the checkpoint',
    flawed: deletingFirst,
    shows: /the log begins at/,
    ...one,
  },
  {
    of: 'an abandoned cut is forgotten',
    flawed: forgetful,
    shows: /A snapshot is missing/,
    ...one,
    failures: 1,
  },
  { of: 'two owners write to the same keys', flawed: withoutDigest, shows: /JSON/, ...two },
  { of: 'a restore goes beyond the checkpoint', flawed: beyondCheckpoint, shows: /it is another/, ...one },
  { of: 'a part is taken for the whole', flawed: withAnyPart, shows: /JSON/, ...two },
];
/** Found only after some hundred thousand worlds. */
const rareFlaw: Flaw = {
  of: 'what others are writing is deleted',
  flawed: eager,
  shows: /A snapshot is missing/,
  ...two,
  cuts: [2, 2],
  crashes: 1,
};

describe('every interleaving of owners that write snapshots', () => {
  it.each(isLarge ? large : worlds)(
    'leaves what a rebuild needs, and nothing untrue: $of',
    (options) => {
      const found = explore(options, protocol);
      if (isLarge) console.log(options.of, found);
      expect(found.complete).toBe(true);
    },
    3_600_000,
  );

  it.each(isLarge ? [...flaws, rareFlaw] : flaws)(
    'finds the mistake if $of',
    ({ flawed, shows, ...options }) => {
      expect(() => explore(options, flawed)).toThrow(shows);
    },
    3_600_000,
  );
});
