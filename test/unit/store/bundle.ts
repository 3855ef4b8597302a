import { join, resolve } from 'node:path';
import * as esbuild from 'esbuild';

/** The checkout's root. */
const ROOT = resolve(import.meta.dirname, '..', '..', '..');

/**
 * Bundles a TypeScript text whose imports are relative to the checkout's root, so that a test can start it as a
 * process of its own.
 * @param folder where the script is written
 * @returns the script's path, for `node`
 */
export async function bundle(folder: string, source: string): Promise<string> {
  const outfile = join(folder, 'bundle.cjs');
  await esbuild.build({
    stdin: { contents: source, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    outfile,
    logLevel: 'silent',
    plugins: [
      {
        name: 'native',
        setup(build) {
          build.onResolve({ filter: /^libsql$/ }, () => ({
            path: join(ROOT, 'node_modules', 'libsql', 'index.js'),
            external: true,
          }));
        },
      },
    ],
  });
  return outfile;
}
