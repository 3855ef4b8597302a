// The broker's jars: copied once by Maven into a folder of the project's cache, and complete or not there.
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './programs.mjs';

const VERSION = '4.3.1';
const POM = fileURLToPath(new URL('pom.xml', import.meta.url));
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/runbook-kafka/', import.meta.url));
const FOLDER = join(CACHE, `jars-${VERSION}`);
/** A slow mirror of Maven Central must not look like a failure. */
const LIMIT_MS = 600_000;

/** Whether the jars are here, so that Maven is not needed. */
export async function haveJars() {
  return (await jarsIn(FOLDER)).some((name) => name.startsWith('kafka_'));
}

/**
 * The folder with the jars, fetched where they are not here yet. Several starts at once do not disturb each
 * other: each fetches into a folder of its own, the first one to finish gives it its name.
 * @throws Error where Maven fails
 */
export async function fetchJars() {
  if (await haveJars()) return FOLDER;
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(join(CACHE, 'fetching-'));
  try {
    const args = ['--batch-mode', '--quiet', '--file', POM, 'dependency:copy-dependencies'];
    await run('mvn', [...args, `-DoutputDirectory=${folder}`, '-DincludeScope=runtime'], LIMIT_MS);
    await rename(folder, FOLDER);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if (!(await haveJars())) throw error;
  }
  return FOLDER;
}

/** @param {string} folder */
async function jarsIn(folder) {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.jar'));
  } catch {
    return [];
  }
}
