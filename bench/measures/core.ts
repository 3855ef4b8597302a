import { readEvent } from '../../src/events/index.ts';
import { apply, createState } from '../../src/orchestrator/index.ts';
import { parseWorkflow } from '../../src/workflow/index.ts';
import { percentile } from '../figures.ts';
import { SampleLog, sampleWorkflow } from '../setup/sample-log.ts';
import type { Measure } from './context.ts';

const ACTIVE_JOBS = 10_000;
const LEGS = 200;

/** The pure core: folding events, rebuilding a partition of 10,000 active jobs, validating a workflow. */
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

    const source = longWorkflow();
    const validations: number[] = [];
    for (let sample = 0; sample < 200; sample++) {
      const begin = performance.now();
      const { problems } = parseWorkflow(source, '.runbook/long.yml');
      validations.push(performance.now() - begin);
      if (problems.length > 0) throw new Error(`The sample is not valid: ${problems[0]?.message ?? ''}`);
    }
    const warm = validations.slice(50);
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
      {
        measure: `validating a ${source.split('\n').length}-line workflow, warm`,
        figure: `${percentile(warm, 0.5).toFixed(2)} ms (first ${validations[0]?.toFixed(0) ?? '-'} ms)`,
        floor: '-',
        peers: '-',
        goal: '2 ms',
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

/** About 200 lines: jobs in a chain, each with a matrix, conditions and outputs. */
function longWorkflow(): string {
  const jobs = Array.from(
    { length: 12 },
    (_, job) => `  job-${job}:
    name: Job ${job} on \${{ matrix.node }}
${job === 0 ? '' : `    needs: job-${job - 1}\n`}    runs-on: ubuntu-latest
    if: \${{ github.ref_type == 'branch' && !cancelled() }}
    strategy:
      matrix:
        node: [20, 22, 24]
    outputs:
      value: \${{ steps.make.outputs.value }}
    steps:
      - uses: actions/checkout@v4
      - id: make
        name: Make it
        run: echo "value=\${{ matrix.node }}" >> "$GITHUB_OUTPUT"
        env:
          BRANCH: \${{ github.ref_name }}
`,
  );
  return `name: Long\non:\n  push:\n    branches: [main, 'release/**']\njobs:\n${jobs.join('')}`;
}
