// Shows the whole job: a server, a bare repository with a hook, a real git push, and its run as it goes on.
// Needs Node.js and git only, and nothing of the user's: folders, git configuration and HOME are its own.
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../dist/runbook.js', import.meta.url));
const SAMPLE = fileURLToPath(new URL('demo-project/', import.meta.url));
const REPOSITORY = 'demo/hello';

const endAfterRun = process.argv.includes('--exit');
const folder = await mkdtemp(join(tmpdir(), 'runbook-demo-'));
const data = join(folder, 'data');
const bare = join(folder, 'hello.git');
const project = join(folder, 'hello');

/** The demo's own environment: no RUNBOOK_ or GIT_ variable and no git configuration of the user reaches it. */
const environment = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(RUNBOOK|GIT)_/.test(name))),
  HOME: folder,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Demo',
  GIT_AUTHOR_EMAIL: 'demo@example.com',
  GIT_COMMITTER_NAME: 'Demo',
  GIT_COMMITTER_EMAIL: 'demo@example.com',
};

let server = null;
let ending = false;

/** Stops the server and removes everything; the second Ctrl-C does not wait. */
async function end(code) {
  if (ending) process.exit(130);
  ending = true;
  if (server !== null && server.exitCode === null) {
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await gone;
  }
  await rm(folder, { recursive: true, force: true });
  process.exit(code);
}
process.on('SIGINT', () => void end(130));
process.on('SIGTERM', () => void end(143));

try {
  const address = await startServer();
  say('A bare repository with a sample project');
  await prepareRepository();
  say(`Registered, with its hook installed`);
  await runbook(['repo', 'add', REPOSITORY, bare], address, 'ignore');
  await runbook(['hook', 'install', bare, '--name', REPOSITORY], address);
  say('git push');
  await run('git', ['-C', project, 'push', '--quiet', bare, 'main']);
  await waitForRun(address);
  const code = await runbook(['logs', 'last', '--follow'], address, 'inherit', [0, 1]);
  say('The run');
  await runbook(['show', 'last'], address);
  const logs = join(data, 'logs', REPOSITORY, '1');
  say(`Its log files are in ${logs}`);
  for (const name of (await readdir(logs)).sort()) process.stdout.write(`  ${name}/\n`);
  process.stdout.write(`\nThe server is at ${address}\n`);
  if (endAfterRun) await end(code);
  process.stdout.write('It stays up until Ctrl-C. Push again from another terminal:\n');
  process.stdout.write(
    `  git -C ${project} commit --allow-empty -m again && git -C ${project} push ${bare} main\n`,
  );
} catch (error) {
  process.stderr.write(`demo: ${error.message}\n`);
  await end(1);
}

function say(text) {
  process.stdout.write(`\n== ${text}\n`);
}

/** Starts the server on a free port and gives its address. */
function startServer() {
  server = spawn(
    process.execPath,
    [PROGRAM, 'serve', '--port', '0', '--data', data, '--allow-local-repositories'],
    // A process group of its own: Ctrl-C reaches this script only, which then stops the server.
    { env: environment, stdio: ['ignore', 'pipe', 'inherit'], detached: true },
  );
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`the server ended with exit code ${code}`)));
    createInterface({ input: server.stdout }).on('line', (line) => {
      process.stdout.write(`${line}\n`);
      const address = /^\s+address\s+(http:\S+)$/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
}

async function prepareRepository() {
  await run('git', ['init', '--quiet', '--bare', '--initial-branch=main', bare]);
  await mkdir(project);
  await cp(SAMPLE, project, { recursive: true });
  await run('git', ['-C', project, 'init', '--quiet', '--initial-branch=main']);
  await run('git', ['-C', project, 'add', '.']);
  await run('git', ['-C', project, 'commit', '--quiet', '--message', 'Say hello']);
}

/** Waits until the push has become a run; intake takes some ten milliseconds. */
async function waitForRun(address) {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const response = await fetch(`${address}/api/runs?per_page=1`);
    if ((await response.json()).workflow_runs.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the push did not become a run within 30 seconds');
}

function runbook(args, address, stdio = 'inherit', good = [0]) {
  return run(process.execPath, [PROGRAM, ...args, '--server', address, '--data', data], stdio, good);
}

function run(file, args, stdio = 'inherit', good = [0]) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env: environment, stdio: ['ignore', stdio, 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code !== null && good.includes(code)) resolve(code);
      else reject(new Error(`${file} ${args[0]} ended with ${signal ?? `exit code ${code}`}`));
    });
  });
}
