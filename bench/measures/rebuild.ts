import { join } from 'node:path';
import { readEvent } from '../../src/events/index.ts';
import { type EventLog, openEmbeddedLog } from '../../src/log/index.ts';
import {
  apply,
  createState,
  encodePartitionState,
  type PartitionState,
  restorePartition,
} from '../../src/orchestrator/index.ts';
import { KnownKeys, takeCut, writeCut } from '../../src/orchestrator/snapshot/index.ts';
import { percentile, type Row } from '../figures.ts';
import { SampleLog, sampleWorkflow } from '../setup/sample-log.ts';
import type { Measure } from './context.ts';

const ACTIVE_JOBS = 10_000;
const LEGS = 200;
/** An owner writes a snapshot after so many events: the tail is no longer. */
const TAIL = 10_000;
const OLD_EVENTS = 300_000;
const YEAR_MS = 365 * 24 * 60 * 60 * 1_000;

/** A partition of 10,000 active jobs made again from its log on the disk: from all events, and from a snapshot. */
export const rebuild: Measure = {
  name: 'rebuild',
  async run({ folder }) {
    return [
      await measure(join(folder, 'young.db'), { older: 0, years: 0 }, 'active jobs'),
      await measure(
        join(folder, 'old.db'),
        { older: OLD_EVENTS, years: 1 },
        'active jobs, the oldest a year old,',
      ),
    ];
  },
};

async function measure(
  path: string,
  age: { readonly older: number; readonly years: number },
  what: string,
): Promise<Row> {
  const events = await writeSample(path, age);
  const log = openEmbeddedLog(path);
  try {
    const whole: number[] = [];
    const short: number[] = [];
    const expected = encodePartitionState(await follow(log, createState(0), 0));
    for (let sample = 0; sample < 5; sample++) {
      let begin = performance.now();
      await follow(log, createState(0), 0);
      whole.push(performance.now() - begin);
      begin = performance.now();
      const { state, next } = await restorePartition(log, 0);
      await follow(log, state, next);
      short.push(performance.now() - begin);
      if (encodePartitionState(state) !== expected) throw new Error('The rebuilt state is another.');
    }
    const count = (number: number): string => number.toLocaleString('en');
    return {
      measure: `${count(ACTIVE_JOBS)} ${what} rebuilt from a snapshot and ${count(TAIL)} events`,
      figure: `${percentile(short, 0.5).toFixed(0)} ms`,
      floor: `${percentile(whole, 0.5).toFixed(0)} ms from all ${count(events)} events`,
      peers: '-',
      goal: '2,000 ms',
    };
  } finally {
    await log.close();
  }
}

/** Writes active jobs, what happened since they began, a snapshot, and the tail after it; gives the number of events. */
async function writeSample(
  path: string,
  { older, years }: { readonly older: number; readonly years: number },
): Promise<number> {
  let texts: string[] = [];
  const sample = new SampleLog(Date.UTC(2025, 0, 1), (text) => texts.push(text));
  const log = openEmbeddedLog(path, { now: () => sample.now });
  const flush = async (): Promise<void> => {
    await log.append(
      'runbook.events',
      texts.map((value) => ({ key: 'bench/core', value })),
    );
    texts = [];
  };
  const active = sampleWorkflow(LEGS);
  const short = sampleWorkflow(1);
  const goOn = async (count: number, overMs: number): Promise<void> => {
    for (const end = sample.length + count; sample.length < end; ) {
      const before = sample.length;
      sample.finish(sample.start(short));
      sample.now += Math.floor((overMs * (sample.length - before)) / count);
      if (texts.length > 500) await flush();
    }
    await flush();
  };
  for (let run = 0; run < ACTIVE_JOBS / LEGS; run++) {
    sample.start(active);
    await flush();
  }
  await goOn(older, years * YEAR_MS);
  const state = await follow(log, createState(0), 0);
  const cut = takeCut(state, sample.length - 1, state.repositories.keys());
  const { signal } = new AbortController();
  await writeCut(cut, { log, partition: 0, known: new KnownKeys([]), signal });
  await goOn(TAIL, 0);
  await log.close();
  return sample.length;
}

/** Folds the events from `next` on into the state. */
async function follow(log: EventLog, state: PartitionState, next: number): Promise<PartitionState> {
  const subscription = log.subscribe('runbook.events', {
    from: new Map([[0, next]]),
    onRecords: (records) => {
      for (const { offset, timestamp, value } of records) {
        const read = readEvent(value);
        if (read.kind !== 'event') throw new Error('The sample log cannot be read.');
        apply(state, { offset, timestamp, event: read.event });
      }
    },
    onError: () => undefined,
  });
  await subscription.caughtUp;
  await subscription.close();
  return state;
}
