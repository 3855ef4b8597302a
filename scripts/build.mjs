// Bundles the program (one entry, split chunks, so that each command loads only what it needs) and the pages.
import { chmod, rm } from 'node:fs/promises';
import { build } from 'esbuild';
import { ALIAS, EXTERNAL } from './external.mjs';
import { validators } from './validators.mjs';
import { buildWeb } from './web.mjs';

await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: { runbook: 'src/cli/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  sourcemap: true,
  alias: ALIAS,
  external: EXTERNAL,
  plugins: [validators],
  // Bundled CommonJS packages still call require for Node's own modules.
  banner: {
    js: "import { createRequire as createRequireOfNode } from 'node:module'; const require = createRequireOfNode(import.meta.url);",
  },
  logLevel: 'warning',
});
await chmod('dist/runbook.js', 0o755);
await buildWeb();
