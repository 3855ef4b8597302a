import { mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

// For esbuild: makes the validators of the schemas at build time. Compiling them at the start takes 0.1 s each time.
export const COMPILED_SCHEMAS = {
  name: 'compiled schemas',
  /** @param {import('esbuild').PluginBuild} bundle */
  setup(bundle) {
    bundle.onLoad({ filter: /[\\/]structure[\\/]compile-schema\.ts$/ }, async ({ path }) => ({
      contents: await schemaCode(),
      loader: 'js',
      resolveDir: dirname(path),
    }));
  },
};

/** @returns {Promise<string>} */
async function schemaCode() {
  // Inside the project, so that packages are found.
  const folder = await mkdtemp(join(root, 'dist', 'schemas-'));
  try {
    const outfile = join(folder, 'code.mjs');
    await build({
      entryPoints: [join(root, 'scripts/schemas/code.ts')],
      outfile,
      bundle: true,
      packages: 'external',
      format: 'esm',
      platform: 'node',
      target: 'node20.19',
      logLevel: 'warning',
    });
    const { compiledSchemas } = await import(pathToFileURL(outfile).href);
    return compiledSchemas();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
