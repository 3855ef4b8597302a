import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printTable, type Row } from './figures.ts';
import type { Measure } from './measures/context.ts';
import { core } from './measures/core.ts';
import { idle } from './measures/idle.ts';
import { jobs } from './measures/jobs.ts';
import { latency } from './measures/latency.ts';
import { logPage } from './measures/log-page.ts';
import { logSearch } from './measures/log-search.ts';
import { output } from './measures/output.ts';
import { pages } from './measures/pages.ts';
import { rebuild } from './measures/rebuild.ts';
import { scale } from './measures/scale.ts';
import { start } from './measures/start.ts';
import { takeover } from './measures/takeover.ts';
import { peers } from './measures/peers.ts';
import { validate } from './measures/validate.ts';

const measures: readonly Measure[] = [
  latency,
  output,
  pages,
  logSearch,
  logPage,
  jobs,
  start,
  core,
  validate,
  rebuild,
  takeover,
  scale,
  idle,
  peers,
];
const root = process.cwd();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !measures.some((measure) => measure.name === name));
if (unknown.length > 0) {
  console.error(`No benchmark ${unknown.join(', ')}. There are: ${measures.map((m) => m.name).join(', ')}.`);
  process.exit(2);
}

const rows: Row[] = [];
for (const measure of measures) {
  if (wanted.length > 0 && !wanted.includes(measure.name)) continue;
  const folder = await mkdtemp(join(tmpdir(), 'runbook-bench-'));
  try {
    console.error(`measuring ${measure.name} ...`);
    rows.push(...(await measure.run({ root, folder })));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
printTable(rows);
