// The demo on Kafka: a broker, a server, two orchestrators and three workers, each a process of its own.
// Needs Node.js, git, and one of: KAFKA_BROKERS, a Docker engine, Java 17 with Maven (scripts/kafka).
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pushSample, stayUp } from './demo/push.mjs';
import { say, Stage } from './demo/stage.mjs';
import { startBroker } from './kafka/start-broker.mjs';

/** The last line of the block that a process prints when it runs. */
const RUNS = /Ctrl-C/;

await Stage.play(async (stage) => {
  say('A Kafka broker');
  const broker = await startBroker();
  stage.atEnd(() => broker.stop());
  process.stdout.write(`  ${broker.brokers} (${broker.kind})\n`);

  say('A server, two orchestrators, three workers');
  const data = join(stage.folder, 'server');
  const [, address = ''] = await stage.start(serveAs('server', data, '--port', '0'), {
    ready: /^\s+address\s+(http:\S+)$/,
    show: false,
  });
  process.stdout.write(`  server          ${address}\n`);
  const orchestrators = [1, 2].map((number) => `orchestrator-${number}`);
  const workers = [1, 2, 3].map((number) => `worker-${number}`);
  const [token, workerToken] = [await keyOf('token'), await keyOf('worker-token')];
  await Promise.all([
    ...orchestrators.map((name) => start(name, serveAs('orchestrator', join(stage.folder, name)), token)),
    ...workers.map((name) => start(name, workAs(name), workerToken)),
  ]);

  const code = await pushSample(stage, { address, data });
  say('Which worker ran which job');
  for (const { name, runner_name: worker } of await jobsOf(address)) {
    process.stdout.write(`  ${(worker ?? '-').padEnd(10)} ${name}\n`);
  }
  process.stdout.write(`\nThe server is at ${address}, Kafka at ${broker.brokers}\n`);
  return process.argv.includes('--exit') ? code : stayUp(stage, 'All of it stays up', { address, data });

  /**
   * @param {string} role
   * @param {string} folder
   * @param {readonly string[]} more
   */
  function serveAs(role, folder, ...more) {
    const flags = ['--log', 'kafka', '--brokers', broker.brokers, '--roles', role, '--data', folder];
    return [
      'serve',
      ...flags,
      '--allow-local-repositories',
      ...(role === 'server' ? [] : ['--server', address]),
      ...more,
    ];
  }

  /** @param {string} name */
  function workAs(name) {
    const flags = ['--brokers', broker.brokers, '--server', address, '--data', join(stage.folder, name)];
    return ['worker', '--name', name, ...flags, '--capacity', '2', '--allow-local-repositories'];
  }

  /**
   * @param {string} name
   * @param {readonly string[]} args
   * @param {string} key
   */
  async function start(name, args, key) {
    await stage.start(args, { ready: RUNS, show: false, env: { RUNBOOK_TOKEN: key } });
    process.stdout.write(`  ${name}\n`);
  }

  /** @param {string} name */
  async function keyOf(name) {
    return (await readFile(join(data, 'keys', name), 'utf8')).trim();
  }
});

/**
 * The jobs of the newest run.
 * @param {string} address
 * @returns {Promise<readonly { name: string, runner_name: string | null }[]>}
 */
async function jobsOf(address) {
  const runs = /** @type {{ workflow_runs: readonly { jobs_url: string }[] }} */ (
    await get(`${address}/api/runs?per_page=1`)
  );
  const [run] = runs.workflow_runs;
  const answer = /** @type {{ jobs: readonly { name: string, runner_name: string | null }[] }} */ (
    await get(run?.jobs_url ?? '')
  );
  return answer.jobs;
}

/** @param {string} url */
async function get(url) {
  return (await fetch(url)).json();
}
