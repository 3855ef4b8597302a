// node scripts/run-bundled.mjs bench/idle-workers.ts <brokers> <count> <folder>: workers that claim as real ones do
// and execute nothing. Prints a line when all of them listen; ends with its standard input.
import { join } from 'node:path';
import { once } from 'node:events';
import { pino } from 'pino';
import { openKafkaLog } from '../src/log/index.ts';
import { defaultLabels, type Executor, startWorker, type WorkerOptions } from '../src/worker/index.ts';

/** How many are started at a time. */
const AT_ONCE = 10;

const [brokers = '', countText = '', folder = ''] = process.argv.slice(2);
const logger = pino({ level: 'silent' });

/** Every process of every step has ended well already. */
const executor: Executor = {
  openJob: () =>
    Promise.resolve({
      run: () => Promise.resolve({ kind: 'exited', code: 0 }),
      stopAll: () => Promise.resolve(),
      sinceNow: () => ({ stop: () => Promise.resolve() }),
    }),
};

/** Output is counted and forgotten. */
const logs: WorkerOptions['logs'] = {
  open: () => {
    let [lines, bytes] = [0, 0];
    return {
      append: (chunk, count) => {
        lines += count;
        bytes += chunk.length;
      },
      flush: () => Promise.resolve(),
      close: () => Promise.resolve({ lines, bytes }),
    };
  },
};

async function begin(number: number): Promise<void> {
  const name = `idle-${process.pid}-${number}`;
  const log = await openKafkaLog({
    brokers: brokers.split(','),
    clientId: name,
    tls: null,
    sasl: null,
    logger,
  });
  await startWorker({
    log,
    logs,
    executor,
    checkouts: { inPlace: null, holds: () => false, checkout: () => Promise.resolve() },
    secrets: { secretsOf: () => Promise.resolve({ secrets: {}, access: null }) },
    name,
    labels: defaultLabels(),
    capacity: 1,
    workspaces: join(folder, name),
    home: folder,
    stateFile: null,
    passEnv: [],
    logger,
  });
}

const count = Number(countText);
for (let started = 0; started < count; started += AT_ONCE) {
  const numbers = Array.from({ length: Math.min(AT_ONCE, count - started) }, (_, index) => started + index);
  await Promise.all(numbers.map(begin));
}
console.log('all listen');
await once(process.stdin.resume(), 'end');
process.exit(0);
