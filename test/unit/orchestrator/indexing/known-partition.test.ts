import * as fc from 'fast-check';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import type { RepositoryName, RunId, WorkflowDefinition } from '../../../../src/events/index.ts';
import { apply, type StampedEvent } from '../../../../src/orchestrator/apply/index.ts';
import { historyOf } from '../../../../src/orchestrator/indexing/history-of.ts';
import { importRunFiles } from '../../../../src/orchestrator/indexing/import-run-files.ts';
import { createState, type PartitionState } from '../../../../src/orchestrator/index.ts';
import { type FoldedEvent, type FoundRun, readRunDocument, RunIndex } from '../../../../src/store/index.ts';
import { callee, calling, job, REPOSITORY, workflow } from '../definitions.ts';
import { Ledger, WORKER } from '../ledger.ts';
import { definitions } from '../model/random-definition.ts';
import { Simulation } from '../model/simulation.ts';

const choices = fc.array(fc.nat({ max: 0xffff }), { minLength: 100, maxLength: 600, size: 'max' });
const settings = { numRuns: Number(process.env['RUNBOOK_INTERLEAVINGS'] ?? 120) };
const logger = pino({ level: 'silent' });
const { signal } = new AbortController();

function played(definition: WorkflowDefinition, numbers: readonly number[]): readonly StampedEvent[] {
  const simulation = new Simulation(definition);
  let next = 0;
  while (next < numbers.length) simulation.step((below) => (numbers[next++] ?? 0) % below);
  return simulation.log;
}

function folded(state: PartitionState, records: readonly StampedEvent[]): FoldedEvent[] {
  return records.map((record) => ({ partition: 0, ...record, counted: apply(state, record).counted }));
}

/** An index of all events, and the files of finished runs as they lie there at the end. */
function indexWithFiles(events: readonly FoldedEvent[]): { index: RunIndex; files: Map<RunId, string> } {
  const index = new RunIndex(':memory:');
  const files = new Map<RunId, string>();
  for (const event of events) {
    index.project([event]);
    for (const mark of index.runFiles.unwritten(0, 10)) {
      files.set(mark.run, index.documents.of(mark.run, mark.upTo) ?? '');
      index.runFiles.written(mark);
    }
  }
  return { index, files };
}

async function* found(files: Iterable<string>): AsyncGenerator<FoundRun> {
  for (const text of files) {
    yield { kind: 'run', path: 'run.json', bytes: text.length, document: readRunDocument(text) };
  }
}

/** An index that knows of the events up to `state` only what the state and the files say, then all others. */
async function rebuilt(
  state: PartitionState,
  next: number,
  files: Iterable<string>,
  tail: readonly StampedEvent[],
): Promise<RunIndex> {
  const index = new RunIndex(':memory:');
  const restored = new Map([[0, { state, next }]]);
  await importRunFiles({ index, runFiles: { all: () => found(files) }, logger, restored, signal });
  const urlOf = (name: RepositoryName): string | null => index.repositories.get(name)?.url ?? null;
  const fold = { offset: next - 1, timestamp: null, state: Buffer.from('kept') };
  index.adopt({ partition: 0, history: historyOf(state, urlOf), fold });
  index.project(folded(state, tail));
  return index;
}

/** All that an index shows of a run. */
function finishedRun(index: RunIndex, run: RunId): unknown {
  return {
    run: index.runs.get(run),
    facts: index.runs.facts(run),
    attempts: [1, 2, 3, 4].map((attempt) => index.runs.atAttempt(run, attempt)),
    jobs: index.jobs.ofRun(run).map((job) => ({ job, steps: index.jobs.steps(job.id) })),
  };
}

/** What an index shows of a run in any case: times, reasons and what a matrix put out together are not among it. */
function unfinishedRun(index: RunIndex, run: RunId): unknown {
  const record = index.runs.get(run);
  const facts = index.runs.facts(run);
  const jobs = index.jobs.ofAttempt(run, record?.attempt ?? 0).map((job) => {
    const { id, key, leg, attempt, name, folder, labels, continueOnError, status, conclusion, worker } = job;
    return { id, key, leg, attempt, name, folder, continueOnError, status, conclusion, worker, labels };
  });
  const { id, number, workflow, title, delivery, event, actor, triggeringActor, branch, sha } = record ?? {};
  const { message, headCommit, attempt, status, conclusion } = record ?? {};
  const said = { id, number, workflow, title, delivery, event, actor, triggeringActor, branch, sha, message };
  return { ...said, headCommit, attempt, status, conclusion, facts, jobs };
}

describe('an index that was made from a state', () => {
  it('knows an attempt that was given back, which may still be cancelled', async () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a'), job('b')]));
    ledger.start('b');
    ledger.claim('a');
    const fact = ledger.fact('a');
    ledger.append({ type: 'job_returned', ...fact, worker: WORKER, reason: 'It is draining.' });
    const cut = ledger.entries.length;
    ledger.append({ type: 'cancel_requested', repository: REPOSITORY, run, actor: 'mona' });
    ledger.settle();
    const { index: whole } = indexWithFiles(folded(createState(0), ledger.entries));
    const state = createState(0);
    folded(state, ledger.entries.slice(0, cut));
    const index = await rebuilt(state, cut, [], ledger.entries.slice(cut));
    expect(whole.jobs.get(fact.job)).toMatchObject({ conclusion: 'cancelled', worker: WORKER });
    expect(unfinishedRun(index, run)).toEqual(unfinishedRun(whole, run));
    index.close();
    whole.close();
  });

  it('shows a call that failed although no job in it did', async () => {
    const ledger = new Ledger();
    const outputs = { broken: '${{ fromJSON(jobs.x.outputs.text) }}' };
    const called = callee('called.yml', [job('x')], { outputs });
    const run = ledger.push(workflow([calling('a', 'called.yml'), job('b')], { called }));
    ledger.finish('a/x', 'success', { text: 'no JSON' });
    const { index: whole } = indexWithFiles(folded(createState(0), ledger.entries));
    const index = await rebuilt(ledger.state, ledger.entries.length, [], []);
    const shown = [index, whole].map((one) =>
      one.jobs.ofAttempt(run, 1).map(({ key, conclusion, reason }) => [key, conclusion, reason !== null]),
    );
    index.close();
    whole.close();
    expect(shown[1]).toContainEqual(['a', 'failure', true]);
    expect(shown[0]).toEqual(shown[1]);
  });
});

describe('an index that was made from a state, the files of finished runs and the events after them', () => {
  it('shows finished runs as one that was made from all events, and unfinished ones as far as they are known', async () => {
    const seen = { finished: 0, unfinished: 0, rerun: 0 };
    await fc.assert(
      fc.asyncProperty(
        definitions,
        choices,
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (definition, numbers, at) => {
          const log = played(definition, numbers);
          const cut = Math.max(1, Math.floor(log.length * at));
          const { index: whole, files } = indexWithFiles(folded(createState(0), log));
          const state = createState(0);
          folded(state, log.slice(0, cut));
          const index = await rebuilt(state, cut, files.values(), log.slice(cut));
          try {
            const { runs } = whole.runs.list({}, { limit: 1_000, offset: 0 });
            expect(index.runs.list({}, { limit: 0, offset: 0 }).total).toBe(runs.length);
            for (const { id, status, attempt } of runs) {
              if (status === 'completed') expect(finishedRun(index, id)).toEqual(finishedRun(whole, id));
              else expect(unfinishedRun(index, id)).toEqual(unfinishedRun(whole, id));
              seen[status === 'completed' ? 'finished' : attempt > 1 ? 'rerun' : 'unfinished'] += 1;
            }
            const [shown, before] = [index, whole].map(({ repositories, deliveries }) => [
              repositories.registered().map(({ name, url }) => [name, url]),
              repositories.secrets(REPOSITORY).map(({ name }) => name),
              deliveries.list({ status: 'pending' }, { limit: 1_000, offset: 0 }).deliveries,
            ]);
            expect(shown).toEqual(before);
          } finally {
            index.close();
            whole.close();
          }
        },
      ),
      settings,
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(5);
  });
});
