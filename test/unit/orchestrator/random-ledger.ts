import type { RepositoryName, WorkerId } from '../../../src/events/index.ts';
import type { LiveAttempt } from '../../../src/orchestrator/index.ts';
import { job, REPOSITORY, workflow } from './definitions.ts';
import { Ledger, WORKER } from './ledger.ts';

const REPOSITORIES = [REPOSITORY, 'octo/gadgets' as RepositoryName, 'octo/gizmos' as RepositoryName];
const WORKERS = [WORKER, 'worker-2' as WorkerId];
const GROUP = { group: 'deploy', cancelInProgress: true };
const RETRY = { attempts: 3, delay: '40s', on: ['failure', 'worker-lost'] } as const;
const DEFINITION = workflow([
  job('a', { retry: RETRY }),
  job('b', { needs: ['a'] }),
  job('c', { concurrency: GROUP, retry: RETRY }),
]);

/** The log of a partition with three repositories whose jobs share two workers: one event after each number. */
export function randomLedger(numbers: readonly number[]): Ledger {
  const ledger = new Ledger();
  for (const repository of REPOSITORIES) register(ledger, repository);
  ledger.heartbeat(WORKERS[1]!);
  for (const number of numbers) {
    const repository = pick(REPOSITORIES, number >> 4);
    const step = steps[number % 16] ?? workOn;
    step(ledger, repository, number >> 8);
  }
  return ledger;
}

type Step = (ledger: Ledger, repository: RepositoryName, number: number) => void;

/** What is rarer than that somebody works. */
const steps: { readonly [step: number]: Step } = {
  0: deliver,
  1: deliver,
  2: fallSilent,
  3: (ledger, repository, number) =>
    ledger.append({ type: 'secret_set', repository, name: `S${number % 3}`, value: String(number) }),
  4: (ledger, repository) => {
    ledger.do({ type: 'repository_removed', repository });
    register(ledger, repository);
  },
  5: (ledger, repository) => {
    const run = [...ledger.state.runs.values()].find((unfinished) => unfinished.repository === repository);
    if (run !== undefined) ledger.do({ type: 'cancel_requested', repository, run: run.id, actor: 'mona' });
  },
  6: (ledger) => ledger.pass(60_000, WORKERS),
};

function register(ledger: Ledger, repository: RepositoryName): void {
  ledger.append({ type: 'repository_registered', repository, url: 'u', secret: 's', credentials: null });
}

function deliver(ledger: Ledger, repository: RepositoryName, number: number): void {
  if (number % 4 === 0) {
    const delivery = `dispatch-${number % 5}` as never;
    ledger.do({
      type: 'dispatch_requested',
      repository,
      delivery,
      workflow: 'ci',
      ref: '',
      inputs: {},
      actor: '',
    });
  }
  const waits = (ledger.state.repositories.get(repository)?.pending.length ?? 0) > 0;
  if (!waits) ledger.push(DEFINITION, repository);
}

/** One worker falls silent and goes on under the same name: what it says then does not count. */
function fallSilent(ledger: Ledger, _: RepositoryName, number: number): void {
  ledger.pass(60_000, [pick(WORKERS, number)]);
}

/** Something that is live goes one step on. */
function workOn(ledger: Ledger, _: RepositoryName, number: number): void {
  const live = [...ledger.state.live.values()];
  if (live.length > 0) goOn(ledger, pick(live, number), pick(WORKERS, number >> 1));
}

function goOn(ledger: Ledger, { run, leg: { attempt } }: LiveAttempt, claiming: WorkerId): void {
  const fact = { repository: run.repository, run: run.id, job: attempt.job };
  const worker = attempt.worker ?? claiming;
  if (attempt.status === 'offered') ledger.do({ type: 'job_claimed', ...fact, worker });
  if (attempt.status === 'granted') ledger.do({ type: 'job_started', ...fact, worker, workerName: worker });
  if (attempt.status !== 'started') return;
  const conclusion = attempt.job % 3 === 0 ? 'failure' : 'success';
  const ended = { conclusion, outputs: { of: String(attempt.job) }, annotations: [] } as const;
  ledger.do({ type: 'job_completed', ...fact, worker, ...ended });
}

function pick<Item>(items: readonly Item[], number: number): Item {
  return items[number % items.length]!;
}
