// A bare repository with the sample project, a real git push to it, and its run as it goes on.
import { cp, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { say } from './stage.mjs';

/** @import { Stage } from './stage.mjs' */

const SAMPLE = fileURLToPath(new URL('project/', import.meta.url));
const REPOSITORY = 'demo/hello';

/**
 * Registers the sample, pushes it, and follows the run to its end.
 * @param {Stage} stage
 * @param {{ address: string, data: string }} server its address and data folder
 * @returns {Promise<number>} the exit code of the run
 */
export async function pushSample(stage, { address, data }) {
  const bare = join(stage.folder, 'hello.git');
  const project = join(stage.folder, 'hello');
  const access = ['--server', address, '--data', data];
  say('A bare repository with a sample project');
  await prepareRepository(stage, { bare, project });
  say('Registered, with its hook installed');
  await stage.runbook(['repo', 'add', REPOSITORY, bare, ...access], { output: 'ignore' });
  await stage.runbook(['hook', 'install', bare, '--name', REPOSITORY, ...access]);
  say('git push');
  await stage.run('git', ['-C', project, 'push', '--quiet', bare, 'main']);
  await untilRunExists(address);
  const code = await stage.runbook(['logs', 'last', '--follow', ...access], { good: [0, 1] });
  say('The run');
  await stage.runbook(['show', 'last', ...access]);
  const logs = join(data, 'logs', REPOSITORY, '1');
  say(`Its log files are in ${logs}`);
  const entries = await readdir(logs, { withFileTypes: true });
  const names = entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
  for (const name of names.sort()) process.stdout.write(`  ${name}\n`);
  return code;
}

/**
 * Says how to look at it in a browser and how to push again, and stays up.
 * @param {Stage} stage
 * @param {string} what what stays up
 * @param {{ address: string, data: string }} server its address and data folder
 */
export async function stayUp(stage, what, { address, data }) {
  const [bare, project] = [join(stage.folder, 'hello.git'), join(stage.folder, 'hello')];
  process.stdout.write('Open it in a browser, signed in; the link works once:\n  ');
  await stage.runbook(['sign-in', '--server', address, '--data', data]);
  process.stdout.write(`${what} until Ctrl-C. Push again from another terminal:\n`);
  process.stdout.write(
    `  git -C ${project} commit --allow-empty -m again && git -C ${project} push ${bare} main\n`,
  );
  return stage.stay();
}

/**
 * @param {Stage} stage
 * @param {{ bare: string, project: string }} folders
 */
async function prepareRepository(stage, { bare, project }) {
  await stage.run('git', ['init', '--quiet', '--bare', '--initial-branch=main', bare]);
  await mkdir(project);
  await cp(SAMPLE, project, { recursive: true });
  await stage.run('git', ['-C', project, 'init', '--quiet', '--initial-branch=main']);
  await stage.run('git', ['-C', project, 'add', '.']);
  await stage.run('git', ['-C', project, 'commit', '--quiet', '--message', 'Say hello']);
}

/**
 * Waits until the push has become a run; intake takes some ten milliseconds.
 * @param {string} address
 */
async function untilRunExists(address) {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const response = await fetch(`${address}/api/runs?per_page=1`);
    const answer = /** @type {{ workflow_runs: unknown[] }} */ (await response.json());
    if (answer.workflow_runs.length > 0) return;
    await wait(50);
  }
  throw new Error('the push did not become a run within 30 seconds');
}
