// Bundles the benchmarks (they import the program's own sources) and runs them: node bench/run.mjs [name ...]
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { build } from 'esbuild';

const root = new URL('..', import.meta.url).pathname;
// Inside the project, so that packages left out of the bundle are found.
const folder = await mkdtemp(join(root, 'dist', 'bench-'));
try {
  await build({
    entryPoints: [join(root, 'bench/main.ts')],
    outfile: join(folder, 'main.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    logLevel: 'warning',
  });
  const child = spawn(process.execPath, [join(folder, 'main.mjs'), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, RUNBOOK_BENCH_ROOT: root },
  });
  process.exitCode = await new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
} finally {
  await rm(folder, { recursive: true, force: true });
}
