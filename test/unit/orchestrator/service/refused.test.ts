import { afterEach, describe, expect, it } from 'vitest';
import type { JobDefinition, RunbookEvent, WorkflowDefinition } from '../../../../src/events/index.ts';
import { DEFINITION, startsOneRun, World } from './world.ts';

const KIB = 1024;

let world: World;
afterEach(() => world.end());

function jobOf(id: string, rest: Partial<JobDefinition> = {}): JobDefinition {
  const [first] = DEFINITION.jobs;
  if (first === undefined) throw new Error('The definition has no job.');
  return { ...first, id, needs: [], ...rest };
}

function workflowOf(jobs: readonly JobDefinition[]): WorkflowDefinition {
  return { ...DEFINITION, jobs };
}

function eventsOf<Type extends RunbookEvent['type']>(type: Type): Extract<RunbookEvent, { type: Type }>[] {
  return world.events
    .filter(({ event, counted }) => counted && event.type === type)
    .map(({ event }) => event as Extract<RunbookEvent, { type: Type }>);
}

/** Delivers one push with 60 KiB of payload and one without any, until both runs are over. */
async function deliverBoth(jobs: readonly JobDefinition[]): Promise<void> {
  world = new World();
  world.log.mostBytes = 100 * KIB;
  const definition = workflowOf(jobs);
  world.orchestrate((pending) => Promise.resolve(startsOneRun(pending, definition)));
  world.work();
  await world.register();
  await world.deliver('one', { blob: 'x'.repeat(60 * KIB) });
  await world.deliver('two', { blob: 'x' });
  await world.until(() => world.count('run_completed') === 2 || world.count('partition_owned') > 1);
  expect(world.count('partition_owned')).toBe(1);
}

describe('an orchestrator on a broker that takes less than a record may have', () => {
  it('ends the job whose offer is refused, with the sizes, and goes on with all others', async () => {
    const matrix = { blob: ["${{ format('{0}{0}', github.event.blob) }}", 'small'] };
    await deliverBoth([jobOf('large', { strategy: { matrix, failFast: false } }), jobOf('other')]);
    expect(eventsOf('job_cancelled')).toMatchObject([
      { key: 'large', conclusion: 'failure', reason: expect.stringMatching(/takes 102400 bytes, not 12\d+/) },
    ]);
    expect(eventsOf('job_completed')).toHaveLength(5);
    expect(
      eventsOf('run_completed')
        .map(({ conclusion }) => conclusion)
        .sort(),
    ).toEqual(['failure', 'success']);
  });

  it('ends the job whose grant is refused, with the sizes, and tells workers of all others', async () => {
    const [step] = jobOf('any').steps;
    if (step === undefined) throw new Error('The job has no step.');
    const steps = [{ ...step, run: 'y'.repeat(30 * KIB) }];
    await deliverBoth([jobOf('large', { steps, env: { more: 'z'.repeat(15 * KIB) } }), jobOf('other')]);
    expect(eventsOf('job_granted')).toHaveLength(4);
    expect(eventsOf('job_cancelled')).toMatchObject([
      {
        key: 'large',
        conclusion: 'failure',
        reason: expect.stringMatching(/^Its worker cannot be told of it\. .* takes 102400 bytes, not 1\d+/),
      },
    ]);
    expect(eventsOf('job_completed')).toHaveLength(3);
    expect(
      eventsOf('run_completed')
        .map(({ conclusion }) => conclusion)
        .sort(),
    ).toEqual(['failure', 'success']);
  });

  it('stores in several appends what is more than one may have', async () => {
    const side = Array.from({ length: 8 }, (_, n) => n);
    const matrix = { x: side, y: side, include: [{ blob: 'x'.repeat(2 * KIB) }] };
    await deliverBoth([jobOf('many', { strategy: { matrix } })]);
    expect(eventsOf('job_completed')).toHaveLength(128);
    expect(eventsOf('run_completed').map(({ conclusion }) => conclusion)).toEqual(['success', 'success']);
  });
});
