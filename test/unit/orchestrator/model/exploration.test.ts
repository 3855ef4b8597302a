import { describe, expect, it } from 'vitest';
import { jobAt, type WorkflowDefinition } from '../../../../src/events/index.ts';
import { callee, calling, job, workflow } from '../definitions.ts';
import { explore } from './explore.ts';
import { createWorld, type World } from './world.ts';

const one = workflow([job('a')]);
const two = workflow([job('a'), job('b', { needs: ['a'] })]);
const outliving = workflow([job('a'), job('b', { needs: ['a'], if: 'always()' })]);
const retried = job('a', { retry: { attempts: 2, delay: 1, on: ['failure', 'worker-lost'] } });
const oneAgain = workflow([retried]);
const twoAgain = workflow([retried, job('b', { needs: ['a'] })]);
const FILE = '.runbook/called.yml';
const call = workflow([calling('a', FILE)], { called: callee(FILE, [job('x')]) });
const callAndMore = workflow([calling('a', FILE), job('b', { needs: ['a'] })], {
  called: callee(FILE, [job('x'), job('y', { needs: ['x'], if: 'always()' })]),
});
const calm = { owners: 2, workers: 2, up: 2, lates: 0, repeats: 0, doubts: 0, cancels: 0, failures: 0 };

/**
 * Identities are used once: `owners: 3` are two orchestrators of which one wakes up or restarts and takes over
 * again, `workers: 3, up: 2` are two of which one crashes, or is declared lost and goes on as another.
 */
const worlds = [
  { of: 'one job, every append late', definition: one, ...calm, lates: Infinity, doubts: 1 },
  { of: 'one job, a crash, every append late', definition: one, ...calm, up: 1, lates: Infinity },
  { of: 'one job, a crash, an append late and twice', definition: one, ...calm, up: 1, lates: 1, repeats: 1 },
  { of: 'one job, owners that wake, workers that restart', definition: one, ...calm, owners: 3, workers: 3 },
  {
    of: 'two jobs, a crash, one append late and twice',
    definition: two,
    ...calm,
    up: 1,
    lates: 1,
    repeats: 1,
  },
  { of: 'two jobs, cancelled', definition: outliving, ...calm, up: 1, cancels: 1 },
  { of: 'a job that is tried again', definition: twoAgain, ...calm, failures: 2 },
  { of: 'a retry, a crash', definition: twoAgain, ...calm, up: 1, failures: 2 },
  { of: 'a retry, a lost worker that goes on', definition: oneAgain, ...calm, workers: 3, failures: 1 },
  {
    of: 'a retry, an append late and twice',
    definition: oneAgain,
    ...calm,
    lates: 1,
    repeats: 1,
    failures: 1,
  },
  { of: 'a retry, cancelled', definition: twoAgain, ...calm, up: 1, cancels: 1, failures: 2 },
  {
    of: 'a call, every append late',
    definition: call,
    ...calm,
    owners: 1,
    workers: 1,
    up: 1,
    lates: Infinity,
  },
  { of: 'a call, an append late and twice', definition: call, ...calm, up: 1, lates: 1, repeats: 1 },
  { of: 'a call and what needs it, a crash', definition: callAndMore, ...calm, up: 1, failures: 1 },
  { of: 'a call, cancelled', definition: callAndMore, ...calm, workers: 1, up: 1, cancels: 1 },
];

/** Larger ones, for a machine with time: RUNBOOK_EXPLORE=large. */
const large = [
  {
    of: 'one job, one append late and twice',
    definition: one,
    ...calm,
    owners: 3,
    workers: 3,
    lates: 1,
    repeats: 1,
  },
  { of: 'two jobs, one append late', definition: two, ...calm, workers: 3, lates: 1 },
  { of: 'two jobs, cancelled, one append late', definition: outliving, ...calm, up: 1, lates: 1, cancels: 1 },
  { of: 'a retry, workers that restart', definition: twoAgain, ...calm, workers: 3, failures: 2 },
  {
    of: 'a retry, workers that restart, one append late',
    definition: oneAgain,
    ...calm,
    workers: 3,
    lates: 1,
    failures: 1,
  },
  { of: 'a retry, cancelled, one append late', definition: twoAgain, ...calm, up: 1, lates: 1, cancels: 1 },
];

/** What must hold in every world. */
function check(world: World, definition: WorkflowDefinition): void {
  const { meaning, spawned } = world;
  const keys = spawned.map(({ key }) => key);
  for (const key of new Set(keys)) {
    const tries = keys.filter((other) => other === key).length;
    if (tries > Number(jobAt(definition, key)?.retry?.attempts ?? 1))
      throw new Error(`A job was started too often: ${JSON.stringify(spawned)}`);
  }
  checkRunning(world);
  if (meaning.completions > 1) throw new Error('The run was concluded twice.');
  const granted = meaning.grants.map((grant) => grant.job);
  if (new Set(granted).size !== granted.length) throw new Error('An attempt was granted twice.');
  for (const { frozen } of meaning.state.repositories.values()) if (frozen !== null) throw new Error(frozen);
  for (const run of meaning.state.runs.values()) {
    const first = run.jobs.get('a');
    const isFirstDone = first !== undefined && first.total === first.concluded;
    if (keys.includes('b') && !isFirstDone) throw new Error('b was started before a was done.');
  }
}

/** Two tries of a job never run at once, those of workers included that were declared lost and do not know it. */
function checkRunning({ workers, spawned }: World): void {
  const running = workers.flatMap(({ jobs }) =>
    spawned.filter(({ job: id }) => jobs[id] === 'running').map(({ key }) => key),
  );
  if (new Set(running).size !== running.length)
    throw new Error(`Two tries of a job run at once: ${JSON.stringify(spawned)}`);
}

describe('every interleaving of a small world', () => {
  const chosen = process.env['RUNBOOK_EXPLORE'] === 'large' ? large : worlds;

  it.each(chosen)(
    'starts no job more often than it may, never twice at once, and can always conclude the run: $of',
    (options) => {
      const { world, subject } = createWorld(options);
      const limit = chosen === large ? 1_000_000 : 40_000;
      const found = explore(world, subject, {
        limit,
        check: (seen) => check(seen, options.definition),
      });
      expect(found.complete).toBe(true);
      expect(found.concluded).toBeGreaterThan(0);
      expect(found.stuck).toEqual([]);
    },
    3_600_000,
  );

  it('finds the mistake if a worker spawns without waiting for its confirmation', () => {
    const { world, subject } = createWorld({ ...calm, definition: one, owners: 1, workers: 3, lates: 1 });
    let twice = 0;
    const impatient = (seen: World): void => {
      const starting = seen.workers.flatMap(({ jobs }) =>
        Object.values(jobs).filter((phase) => phase === 'starting'),
      );
      if (starting.length + seen.spawned.length > 1) twice += 1;
    };
    explore(world, subject, { limit: 10_000, check: impatient });
    expect(twice).toBeGreaterThan(0);
  });

  it('finds the mistake if a retry does not wait for the processes of a lost worker', () => {
    const options = { ...calm, definition: oneAgain, owners: 1, workers: 3, hasty: true };
    const { world, subject } = createWorld(options);
    const look = (): unknown => explore(world, subject, { limit: 40_000, check: checkRunning });
    expect(look).toThrow('at once');
  });
});
