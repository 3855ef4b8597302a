// Gathers into a folder all that the built program needs to run beside Node.js and git, and nothing else:
//   node scripts/package.mjs FOLDER
import { cp, mkdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXTERNAL } from './external.mjs';

const [target] = process.argv.slice(2);
if (target === undefined) {
  process.stderr.write('Usage: node scripts/package.mjs FOLDER\n');
  process.exit(2);
}
const root = fileURLToPath(new URL('..', import.meta.url));
const out = resolve(target);
await mkdir(out, { recursive: true });
for (const name of ['package.json', 'LICENSE', 'schema', 'dist']) {
  await cp(join(root, name), join(out, name), { recursive: true, filter: (path) => !path.endsWith('.map') });
}
const gathered = new Set();
for (const name of EXTERNAL) await gather(name, true);

/**
 * Copies a package and what it depends on; of what is optional, what this machine has.
 * @param {string} name
 * @param {boolean} isNeeded
 */
async function gather(name, isNeeded) {
  if (gathered.has(name)) return;
  const folder = join(root, 'node_modules', name);
  const isThere = await stat(folder).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    if (!isNeeded) return;
    throw new Error(`${folder} is not there: run npm ci first.`);
  }
  gathered.add(name);
  await cp(folder, join(out, 'node_modules', name), { recursive: true });
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  for (const dependency of Object.keys(manifest.dependencies ?? {})) await gather(dependency, true);
  for (const dependency of Object.keys(manifest.optionalDependencies ?? {})) await gather(dependency, false);
}
