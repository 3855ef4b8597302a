// Builds the pages for browsers into dist/web, each file also compressed, so that the server never has to.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'vite';

const TEXT = /\.(?:css|html|js|json|svg)$/;
const root = fileURLToPath(new URL('../dist/web', import.meta.url));

/** @type {import('vite').InlineConfig} */
const CONFIG = {
  configFile: false,
  root: fileURLToPath(new URL('../src/web', import.meta.url)),
  logLevel: 'warn',
  build: {
    outDir: root,
    emptyOutDir: true,
    // Files of their own for everything: the policy of the pages allows nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The first browsers with light-dark(), which the colours are written in.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    reportCompressedSize: false,
    rolldownOptions: {
      // A slow machine is no mistake of the build.
      checks: { pluginTimings: false },
      onLog: (level, log, take) => {
        // Libraries mark modules for servers that render; here nothing but the browser renders.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') take(level, log);
      },
    },
  },
};

/** Builds and compresses. */
export async function buildWeb() {
  await build(CONFIG);
  const files = await readdir(root, { recursive: true, withFileTypes: true });
  await Promise.all(
    files
      .filter((file) => file.isFile() && TEXT.test(file.name))
      .map((file) => compress(join(file.parentPath, file.name))),
  );
}

/** @param {string} path */
async function compress(path) {
  const bytes = await readFile(path);
  const [small, smallest] = await Promise.all([
    promisify(gzip)(bytes, { level: 9 }),
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  ]);
  await Promise.all([writeFile(`${path}.gz`, small), writeFile(`${path}.br`, smallest)]);
}
