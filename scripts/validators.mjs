// Compiling the schemas takes a tenth of a second at every start; here it is done by the build, once.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const KINDS = ['workflow', 'action'];

/**
 * Puts ready-made validators in the place of src/workflow/structure/compile.ts, each evaluated on its first use.
 * @type {import('esbuild').Plugin}
 */
export const validators = {
  name: 'validators made by the build',
  setup: (bundle) => {
    const sources = standaloneSources();
    bundle.onLoad({ filter: /[\\/]workflow[\\/]structure[\\/]compile\.ts$/ }, () => ({
      contents: `const made = { ${KINDS.map((kind) => `${kind}: () => require('validator:${kind}')`).join(', ')} };
export const compile = (kind) => made[kind]();`,
    }));
    bundle.onResolve({ filter: /^validator:/ }, ({ path }) => ({ path, namespace: 'validator' }));
    bundle.onLoad({ filter: /.*/, namespace: 'validator' }, async ({ path }) => ({
      contents: (await sources).get(path.slice('validator:'.length)),
      resolveDir: root,
    }));
  },
};

/** The sources of the validators, by the kind of file; they come from the program's own TypeScript. */
async function standaloneSources() {
  await mkdir(join(root, 'dist'), { recursive: true });
  // Inside the project, so that ajv is found.
  const folder = await mkdtemp(join(root, 'dist', 'validators-'));
  try {
    const { outputFiles } = await build({
      entryPoints: [join(root, 'src/workflow/structure/standalone.ts')],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      logLevel: 'warning',
    });
    const file = join(folder, 'standalone.mjs');
    await writeFile(file, outputFiles[0]?.contents ?? '');
    const { standaloneValidator } = await import(pathToFileURL(file).href);
    return new Map(KINDS.map((kind) => [kind, standaloneValidator(kind)]));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
