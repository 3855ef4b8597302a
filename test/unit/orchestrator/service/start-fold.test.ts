import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Draft, ownerId, repositoryName, runIdOf, stamp } from '../../../../src/events/index.ts';
import { type EventLog, openEmbeddedLog } from '../../../../src/log/index.ts';
import { startFold } from '../../../../src/orchestrator/index.ts';
import type { FoldedEvent } from '../../../../src/store/index.ts';

const REPOSITORY = repositoryName('acme/app');

let log: EventLog;
beforeEach(() => {
  log = openEmbeddedLog(':memory:');
});
afterEach(() => log.close());

async function append(draft: Draft): Promise<void> {
  const value = JSON.stringify(stamp(draft, { by: 'server', now: 0 }));
  await log.append('runbook.events', [{ key: REPOSITORY, value }]);
}

function raise(error: Error): never {
  throw error;
}

function register(url: string): Promise<void> {
  return append({
    type: 'repository_registered',
    repository: REPOSITORY,
    url,
    secret: '',
    credentials: null,
  });
}

describe('a fold of all partitions', () => {
  it('reports each event in order, with whether it counted, and the state after it', async () => {
    await append({ type: 'partition_owned', owner: ownerId('one') });
    await register('/srv/one.git');
    const run = runIdOf(1, 0);
    const stale = { repository: REPOSITORY, run, owner: ownerId('two'), runAttempt: 1 };
    await append({ type: 'run_completed', ...stale, conclusion: 'success' });
    const reported: FoldedEvent[] = [];
    let url: string | undefined;
    const fold = startFold({
      log,
      onEvents: (batch, state) => {
        reported.push(...batch);
        url = state.repositories.get(REPOSITORY)?.registration?.url;
      },
      onError: raise,
    });
    await fold.caughtUp;
    expect(reported.map(({ offset, event, counted }) => [offset, event.type, counted])).toEqual([
      [0, 'partition_owned', true],
      [1, 'repository_registered', true],
      [2, 'run_completed', false],
    ]);
    expect(url).toBe('/srv/one.git');
    await register('/srv/two.git');
    await expect.poll(() => url).toBe('/srv/two.git');
    expect(fold.states.get(0)?.owner).toBe('one');
    await fold.stop();
  });

  it('tells of records that cannot be read, and goes on', async () => {
    await log.append('runbook.events', [{ key: REPOSITORY, value: 'not JSON' }]);
    await register('/srv/one.git');
    const unreadable: number[] = [];
    const reported: FoldedEvent[] = [];
    const fold = startFold({
      log,
      onEvents: (batch) => void reported.push(...batch),
      onError: raise,
      onUnreadable: (_, offset) => unreadable.push(offset),
    });
    await fold.caughtUp;
    expect(unreadable).toEqual([0]);
    expect(reported.map(({ offset }) => offset)).toEqual([1]);
    await fold.stop();
  });

  it('stops at what a newer Runbook wrote, and says so', async () => {
    const newer = { v: 99, type: 'repository_registered', at: '', by: '', repository: REPOSITORY };
    await log.append('runbook.events', [{ key: REPOSITORY, value: JSON.stringify(newer) }]);
    const error = await new Promise<Error>((resolve) => {
      startFold({ log, onEvents: () => raise(new Error('nothing can be read')), onError: resolve });
    });
    expect(error.name).toBe('NewerEventError');
    expect(error.message).toContain('repository_registered of version 99');
  });
});
