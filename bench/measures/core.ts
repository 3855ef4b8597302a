import { readEvent } from '../../src/events/index.ts';
import { apply, createState } from '../../src/orchestrator/index.ts';
import { percentile } from '../figures.ts';
import { SampleLog, sampleWorkflow } from '../setup/sample-log.ts';
import type { Measure } from './context.ts';

const ACTIVE_JOBS = 10_000;
const LEGS = 200;

/** The pure core: folding events, rebuilding a partition of 10,000 active jobs. */
export const core: Measure = {
  name: 'core',
  async run() {
    const texts = logOfActiveJobs();
    const rebuilds: number[] = [];
    for (let sample = 0; sample < 7; sample++) rebuilds.push(rebuild(texts));
    const rebuildMs = percentile(rebuilds, 0.5);
    const parses: number[] = [];
    for (let sample = 0; sample < 3; sample++) {
      const begin = performance.now();
      for (const text of texts) JSON.parse(text);
      parses.push(performance.now() - begin);
    }
    const floor = percentile(parses, 0.5);
    return [
      {
        measure: 'events read and folded per second',
        figure: Math.round((texts.length / rebuildMs) * 1000).toLocaleString('en'),
        floor: `${Math.round((texts.length / floor) * 1000).toLocaleString('en')} (JSON.parse alone)`,
        peers: '-',
        goal: '200,000',
      },
      {
        measure: `${ACTIVE_JOBS.toLocaleString('en')} active jobs rebuilt from ${texts.length.toLocaleString('en')} events`,
        figure: `${rebuildMs.toFixed(0)} ms`,
        floor: `${floor.toFixed(0)} ms (JSON.parse alone)`,
        peers: '-',
        goal: '2,000 ms',
      },
    ];
  },
};

/** Milliseconds from text to state. */
function rebuild(texts: readonly string[]): number {
  const state = createState(0);
  const begin = performance.now();
  for (const [offset, text] of texts.entries()) {
    const read = readEvent(text);
    if (read.kind !== 'event') throw new Error('The sample log cannot be read.');
    apply(state, { offset, timestamp: 1_000 + offset, event: read.event });
  }
  return performance.now() - begin;
}

/** The log, as text, of runs whose jobs are all offered, granted and started. */
function logOfActiveJobs(): string[] {
  const texts: string[] = [];
  const log = new SampleLog(1_000, (text) => texts.push(text));
  const definition = sampleWorkflow(LEGS);
  for (let run = 0; run < ACTIVE_JOBS / LEGS; run++) log.start(definition);
  return texts;
}
