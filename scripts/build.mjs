// Bundles the program: one entry, split chunks, so that each command loads only what it needs.
import { chmod, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { EXTERNAL } from './external.mjs';
import { validators } from './validators.mjs';

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
  // The yaml package for Node reads an environment variable at every token; the one for browsers is the same without.
  alias: { yaml: fileURLToPath(new URL('../node_modules/yaml/browser/index.js', import.meta.url)) },
  external: EXTERNAL,
  plugins: [validators],
  // Bundled CommonJS packages still call require for Node's own modules.
  banner: {
    js: "import { createRequire as createRequireOfNode } from 'node:module'; const require = createRequireOfNode(import.meta.url);",
  },
  logLevel: 'warning',
});
await chmod('dist/runbook.js', 0o755);
