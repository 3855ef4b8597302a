// Builds the pages for browsers into dist/web, each file also compressed, so that the server never has to.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'vite';

const TEXT = /\.(?:css|html|js|json|svg)$/;
const root = fileURLToPath(new URL('../dist/web', import.meta.url));

/** Builds and compresses. */
export async function buildWeb() {
  await build({ configFile: fileURLToPath(new URL('../src/web/vite.config.ts', import.meta.url)) });
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
