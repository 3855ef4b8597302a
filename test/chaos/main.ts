// npm run chaos -- [--kills N] [--seed N] [--round N] [--report FILE] [--keep]
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Campaign } from './campaign/campaign.ts';
import type { Violation } from './checker/violation.ts';
import { playRound } from './play-round.ts';
import { describeViolations, summary } from './report.ts';

const USAGE = `npm run chaos -- [--kills N] [--seed N] [--round N] [--report FILE] [--keep]

  --kills   how many faults: kills and freezes (default 1000)
  --seed    the same seed gives the same faults at the same moments (default: a random one)
  --round   after how many faults everything comes to rest and is checked (default 50)
  --report  writes what came out as JSON
  --keep    leaves the folder with data, logs, ledger and output; one with violations stays in any case
`;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    round: { type: 'string', default: '50' },
    report: { type: 'string' },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const [kills, seed, size] = [values.kills, values.seed, values.round].map(Number) as [number, number, number];
if (values.help || [kills, seed, size].some((number) => !Number.isSafeInteger(number)) || size < 1) {
  process.stdout.write(USAGE);
  process.exit(values.help ? 0 : 2);
}

const begin = performance.now();
const folder = await mkdtemp(join(tmpdir(), 'runbook-chaos-'));
say(`seed ${seed}, ${kills} faults, ${folder}`);
const campaign = await Campaign.begin({ folder, seed, onLine: say }).catch(async (error: unknown) => {
  await rm(folder, { recursive: true, force: true });
  throw error;
});
process.once('SIGINT', () => {
  say('interrupted');
  void campaign.remove().then(() => process.exit(130));
});
let violations: readonly Violation[] = [];
try {
  while (campaign.faults < kills && violations.length === 0) {
    const played = await playRound(campaign, Math.min(size, kills - campaign.faults));
    violations = played.violations;
    process.stdout.write(`${summary(played.history)}\n`);
    if (violations.length > 0) process.stdout.write(`${describeViolations(played.history, violations)}\n`);
    say(`${campaign.faults} of ${kills} faults, ${campaign.pushes} pushes, ${violations.length} violations`);
  }
} finally {
  await campaign.remove();
}
const sound = violations.length === 0;
if (values.report !== undefined) await writeReport(values.report);
if (sound && !values.keep) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
else say(`Data, logs, ledger and output are in ${folder}`);
say(
  sound
    ? 'No promise was broken.'
    : `${violations.length} violations; the faults of this round are those of --seed ${campaign.roundSeed}.`,
);
process.exitCode = sound ? 0 : 1;

async function writeReport(file: string): Promise<void> {
  const seconds = Math.round((performance.now() - begin) / 1_000);
  const report = { seed, faults: campaign.faults, pushes: campaign.pushes, seconds, violations };
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
}

function say(line: string): void {
  const seconds = Math.round((performance.now() - begin) / 1_000);
  process.stdout.write(`${String(seconds).padStart(5)} s  ${line}\n`);
}
