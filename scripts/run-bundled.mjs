// Bundles a TypeScript program of this project, one that imports its sources, and runs it in the project's folder:
// node scripts/run-bundled.mjs bench/main.ts [argument ...]
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { ALIAS, EXTERNAL } from './external.mjs';
import { validators } from './validators.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [entry = '', ...args] = process.argv.slice(2);
await mkdir(join(root, 'dist'), { recursive: true });
// Inside the project, so that packages left out of the bundle are found.
const folder = await mkdtemp(join(root, 'dist', 'bundled-'));
// Ctrl-C reaches the program, too: it decides, and what it leaves is removed here.
process.on('SIGINT', () => undefined);
try {
  await build({
    entryPoints: [join(root, entry)],
    outfile: join(folder, 'main.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    // As in the program's own bundle (build.mjs): a native library, and CommonJS packages that call require.
    alias: ALIAS,
    external: EXTERNAL,
    banner: {
      js: "import { createRequire as createRequireOfNode } from 'node:module'; const require = createRequireOfNode(import.meta.url);",
    },
    plugins: [
      validators,
      {
        // Scripts find the files beside them by their own address.
        name: 'scripts stay where they are',
        setup: (bundle) =>
          bundle.onResolve({ filter: /\.mjs$/ }, ({ path, resolveDir }) =>
            path.startsWith('.') ? { path: resolve(resolveDir, path), external: true } : undefined,
          ),
      },
    ],
    logLevel: 'warning',
  });
  const child = spawn(process.execPath, ['--enable-source-maps', join(folder, 'main.mjs'), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  process.exitCode = await new Promise((done) => child.on('exit', (code) => done(code ?? 1)));
} finally {
  await rm(folder, { recursive: true, force: true });
}
