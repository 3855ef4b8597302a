import { setMaxListeners } from 'node:events';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import {
  deliveryId,
  type RepositoryName,
  repositoryName,
  type Trigger,
} from '../../../../src/events/index.ts';
import {
  type CommitFiles,
  type DefinitionFile,
  GitError,
  type Mirrors,
  UnknownRefError,
} from '../../../../src/git/index.ts';
import {
  createMirrorIntake,
  type MirrorIntakeOptions,
  type PendingDelivery,
} from '../../../../src/orchestrator/index.ts';
import type { RetryPolicy } from '../../../../src/orchestrator/intake/index.ts';

const SHA = 'a'.repeat(40);
const PUSH: Trigger = {
  event: 'push',
  ref: 'refs/heads/main',
  sha: SHA,
  before: null,
  deleted: false,
  forced: false,
  actor: 'ada',
  message: 'One',
};
const QUICK: RetryPolicy = { limitMs: 60_000, firstDelayMs: 1, longestDelayMs: 1 };

function push(repository: string, trigger: Partial<Trigger> = {}): PendingDelivery {
  const name = repositoryName(repository);
  return {
    repository: name,
    registration: { url: `https://git.example.com/${name}.git`, secret: '', credentials: 'sealed' },
    timestamp: 0,
    event: {
      v: 1,
      at: '',
      by: 'server',
      type: 'delivery_received',
      repository: name,
      delivery: deliveryId(`push-${repository}`),
      forge: 'github',
      trigger: { ...PUSH, ...trigger },
      payload: {},
    },
  };
}

function dispatch(ref: string): PendingDelivery {
  const { event, ...pending } = push('acme/app');
  const { repository } = event;
  const asked = { workflow: 'ci.yml', ref, inputs: {}, actor: 'ada', delivery: deliveryId('dispatch:1') };
  return {
    ...pending,
    event: { v: 1, at: '', by: 'server', type: 'dispatch_requested', repository, ...asked },
  };
}

const OPENED: MirrorIntakeOptions['access'] = async ({ registration: { url, credentials } }) => ({
  url,
  credentials: `${credentials} opened`,
});

/** Mirrors whose fetches the test decides; every commit holds the same workflow files, none by default. */
function intakeWith(
  fetch: (repository: RepositoryName, credentials: string | null, signal: AbortSignal) => Promise<void>,
  retry = QUICK,
  files: DefinitionFile[] = [],
  access: MirrorIntakeOptions['access'] = OPENED,
): ReturnType<typeof createMirrorIntake> {
  const mirrors: Partial<Mirrors> = {
    fetchCommit: (repository, { credentials }, _, signal) => fetch(repository, credentials, signal),
    readDefinitions: () => Promise.resolve(files),
    filesAt: () =>
      ({ read: async () => ({ kind: 'missing' }), names: async () => [] }) as unknown as CommitFiles,
    resolveRef: (_, __, ref) => Promise.reject(new UnknownRefError(`There is no branch or tag ${ref}.`)),
    defaultBranch: () => 'main',
  };
  return createMirrorIntake({
    mirrors: mirrors as Mirrors,
    access,
    serverUrl: 'http://127.0.0.1:4000',
    logger: pino({ level: 'silent' }),
    retry,
  });
}

function hang(signal: AbortSignal): Promise<void> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}

describe('intake by mirrors', () => {
  it('fetches with the credentials of the registration', async () => {
    const used: Array<string | null> = [];
    const intake = intakeWith(async (_, credentials) => void used.push(credentials));
    await intake.prepare(push('acme/app'), new AbortController().signal);
    expect(used).toEqual(['sealed opened']);
  });

  it('waits for credentials without keeping others from their remotes, until it is not wanted any more', async () => {
    const intake = intakeWith(
      () => Promise.resolve(),
      QUICK,
      [],
      async (of, signal) => {
        if (of.repository.startsWith('waiting/')) await hang(signal);
        return OPENED(of, signal);
      },
    );
    const abort = new AbortController();
    setMaxListeners(0, abort.signal);
    const waiting = Array.from({ length: 30 }, (_, n) => intake.prepare(push(`waiting/${n}`), abort.signal));
    expect(await intake.prepare(push('acme/app'), new AbortController().signal)).toMatchObject({
      kind: 'handled',
    });
    const ended = Promise.all(waiting.map((one) => expect(one).rejects.toThrow('not wanted')));
    abort.abort(new Error('not wanted'));
    await ended;
  });

  it('fetches nothing for a deleted ref, a message that asks to skip, or an event that starts no runs', async () => {
    const intake = intakeWith(() => Promise.reject(new Error('fetched')));
    const { signal } = new AbortController();
    for (const trigger of [{ deleted: true }, { message: 'Docs [skip ci]' }, { event: 'issues' }]) {
      const result = await intake.prepare(push('acme/app', trigger), signal);
      expect(result).toMatchObject({ kind: 'handled', workflows: [], reason: expect.any(String) });
    }
  });

  it('gives everything else a turn between two files, however many they are', async () => {
    const files = Array.from({ length: 20 }, (_, n) => ({ path: `.runbook/${n}.yml`, text: 'on: fork' }));
    const intake = intakeWith(() => Promise.resolve(), QUICK, files);
    let turns = 0;
    const turn = (): void => {
      turns += 1;
      immediate = setImmediate(turn);
    };
    let immediate = setImmediate(turn);
    const result = await intake.prepare(push('acme/app'), new AbortController().signal);
    clearImmediate(immediate);
    expect(result).toMatchObject({ workflows: { length: 20 } });
    expect(turns).toBeGreaterThanOrEqual(19);
  });

  it('makes no run of a dispatch at a ref that does not exist, and says so', async () => {
    const intake = intakeWith(() => Promise.reject(new Error('fetched')));
    expect(await intake.prepare(dispatch('nope'), new AbortController().signal)).toMatchObject({
      kind: 'handled',
      workflows: [],
      reason: 'There is no branch or tag nope.',
    });
  });

  it('tries a remote that cannot be reached again', async () => {
    let tries = 0;
    const intake = intakeWith(async () => {
      tries += 1;
      if (tries < 3) throw new GitError('The remote is away.', { retryable: true });
    });
    const result = await intake.prepare(push('acme/app'), new AbortController().signal);
    expect(result.kind).toBe('handled');
    expect(tries).toBe(3);
  });

  it('fails with the sentence of what is wrong when the time is over, or for good', async () => {
    const { signal } = new AbortController();
    const away = intakeWith(() => Promise.reject(new GitError('The remote is away.', { retryable: true })), {
      ...QUICK,
      limitMs: 0,
    });
    await expect(away.prepare(push('acme/app'), signal)).rejects.toThrow('The remote is away.');
    const refused = intakeWith(() => Promise.reject(new GitError('The remote refused access.')));
    await expect(refused.prepare(push('acme/app'), signal)).rejects.toThrow('The remote refused access.');
  });

  it('does not let many remotes that hang keep the others waiting', async () => {
    const seen = new Set<RepositoryName>();
    const intake = intakeWith((repository, _, signal) => {
      if (repository.startsWith('good/')) return Promise.resolve();
      if (seen.has(repository)) return hang(signal);
      seen.add(repository);
      return Promise.reject(new GitError('The remote is away.', { retryable: true }));
    });
    const aborts = Array.from({ length: 30 }, () => new AbortController());
    const hanging = aborts.map(({ signal }, n) => intake.prepare(push(`bad/r${n}`), signal));
    const { signal } = new AbortController();
    expect((await intake.prepare(push('good/app'), signal)).kind).toBe('handled');
    await expect.poll(() => seen.size).toBe(30);
    await expect(intake.prepare(push('good/other'), signal)).resolves.toBeDefined();
    for (const abort of aborts) abort.abort();
    const ended = await Promise.allSettled(hanging);
    expect(ended.every(({ status }) => status === 'rejected')).toBe(true);
  });
});
