import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { percentile } from '../figures.ts';
import { recorded } from '../recorded.ts';
import { time } from '../setup/processes.ts';
import { startServer } from '../setup/server.ts';
import type { Measure } from './context.ts';

/** `runbook serve` until it answers /readyz, and its memory once idle. */
export const start: Measure = {
  name: 'start',
  async run({ root, folder }) {
    const ready: number[] = [];
    let memory = 0;
    for (let sample = 0; sample < 5; sample++) {
      const server = await startServer(root, join(folder, `data-${sample}`), 2);
      ready.push(server.readyAfter);
      if (sample === 4) {
        await wait(3_000);
        memory = await server.memory();
      }
      await server.stop();
    }
    const node: number[] = [];
    for (let sample = 0; sample < 5; sample++) node.push(await time(process.execPath, ['-e', '0']));
    return [
      {
        measure: 'runbook serve ready; idle memory',
        figure: `${percentile(ready, 0.5).toFixed(0)} ms; ${(memory / 1e6).toFixed(0)} MB`,
        floor: `${percentile(node, 0.5).toFixed(0)} ms (node itself)`,
        peers: recorded.ready,
        goal: '400 ms; 100 MB',
      },
    ];
  },
};
