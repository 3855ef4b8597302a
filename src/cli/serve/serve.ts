import { availableParallelism, hostname, userInfo } from 'node:os';
import { pino } from 'pino';
import manifest from '../../../package.json' with { type: 'json' };
import { defaultDataPath, makeFilesPrivate } from '../../store/index.ts';
import { defaultLabels } from '../../worker/index.ts';
import { warmUpValidation } from '../../workflow/index.ts';
import type { ServeFlags } from '../commands/serve.ts';
import { CommandError, EXIT, type ExitCode } from '../exit-code.ts';
import type { CommandContext } from '../terminal/output.ts';
import { type Composition, compose } from './compose.ts';
import { printStartBlock } from './start-block.ts';

const ALL_ROLES = ['server', 'orchestrator', 'worker'];
/** Milliseconds after which jobs that were cancelled at the end must be gone. */
const CANCEL_LIMIT_MS = 60_000;

/** `runbook serve`: runs until a signal. @throws CommandError for what is not there yet */
export async function serve(flags: ServeFlags, context: CommandContext): Promise<ExitCode> {
  refuseWhatNeedsKafka(flags);
  makeFilesPrivate();
  const { environment, stdout, stderr } = context;
  const logger = pino({ level: environment['RUNBOOK_LOG_LEVEL'] ?? 'warn' }, pino.destination(2));
  const failure = new AbortController();
  const labels = [...defaultLabels(), ...flags.labels];
  const capacity = flags.capacity ?? Math.max(2, availableParallelism());
  const ending = waitForEnd(failure.signal);
  const composition = await compose({
    data: flags.data ?? defaultDataPath(environment),
    host: flags.host,
    port: flags.port,
    url: flags.url?.replace(/\/+$/, '') ?? null,
    version: manifest.version,
    allowLocal: flags.allowLocalRepositories ?? false,
    capacity,
    labels,
    workerName: hostname(),
    passEnv: flags.passEnv,
    keepDays: flags.keepDays,
    masterKey: environment['RUNBOOK_MASTER_KEY'],
    logger,
    onFatal: (error) => failure.abort(error),
  });
  const { url, dataPath, tokenPath } = composition;
  const userName = userInfo().username;
  const root = process.getuid?.() === 0;
  const findsAllProcesses = process.platform === 'linux';
  await printStartBlock(
    {
      version: manifest.version,
      url,
      dataPath,
      tokenPath,
      capacity,
      labels,
      userName,
      root,
      findsAllProcesses,
    },
    stdout,
  );
  // Ready and said so: the first push need not pay for compiling the schema.
  warmUpValidation();
  const signal = await ending.first;
  try {
    if (signal !== 'failure') await drain(composition, flags.drain, ending.second, context);
  } finally {
    await composition.stop();
  }
  if (signal === 'failure') {
    const reason: unknown = failure.signal.reason;
    await stderr.write(
      `${stderr.style.bad('runbook:')} ${reason instanceof Error ? reason.message : String(reason)}\n`,
    );
    return EXIT.usage;
  }
  return signal === 'SIGINT' ? EXIT.interrupted : EXIT.success;
}

function refuseWhatNeedsKafka(flags: ServeFlags): void {
  if (flags.log === 'kafka' || flags.brokers !== undefined) {
    const name = flags.log === 'kafka' ? '--log kafka' : '--brokers';
    throw new CommandError(`${name} comes with Kafka support; this version has the embedded log.`);
  }
  const unknown = flags.roles.find((role) => !ALL_ROLES.includes(role));
  if (unknown !== undefined) {
    throw new CommandError(`--roles: ${JSON.stringify(unknown)} is none of ${ALL_ROLES.join(', ')}.`);
  }
  if (ALL_ROLES.some((role) => !flags.roles.includes(role))) {
    throw new CommandError(
      '--roles comes with Kafka support; on the embedded log one process has all roles.',
    );
  }
}

/** Finishes what runs; a second signal cancels it. */
async function drain(
  { worker }: Composition,
  limitMs: number,
  secondSignal: Promise<void>,
  { stderr }: CommandContext,
): Promise<void> {
  if (worker.running > 0) {
    const jobs = worker.running === 1 ? 'a job' : `${worker.running} jobs`;
    await stderr.write(`Finishing ${jobs}; a second signal cancels.\n`);
  }
  const cancel = async (): Promise<void> => {
    await secondSignal;
    await stderr.write('Cancelling what still runs.\n');
    await worker.cancelAll();
    await worker.drain(CANCEL_LIMIT_MS);
  };
  await Promise.race([worker.drain(limitMs), cancel()]);
}

type End = 'SIGINT' | 'SIGTERM' | 'failure';

/** The first reason to end, and the second signal. The handlers stay: a third signal must not kill half-way. */
function waitForEnd(failure: AbortSignal): { readonly first: Promise<End>; readonly second: Promise<void> } {
  let onFirst: (end: End) => void = () => undefined;
  let onSecond: () => void = () => undefined;
  const first = new Promise<End>((resolve) => {
    onFirst = resolve;
  });
  const second = new Promise<void>((resolve) => {
    onSecond = resolve;
  });
  let signals = 0;
  const onSignal = (signal: NodeJS.Signals): void => {
    signals += 1;
    if (signals === 1) onFirst(signal === 'SIGINT' ? 'SIGINT' : 'SIGTERM');
    else onSecond();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  failure.addEventListener('abort', () => onFirst('failure'), { once: true });
  return { first, second };
}
