import type { GraphShape } from '../../server/index.ts';
import type { ShowFlags } from '../commands/show.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { LiveLines } from '../terminal/live-lines.ts';
import type { CommandContext } from '../terminal/output.ts';
import { printable } from '../terminal/printable.ts';
import { formatProblem } from '../terminal/problem-text.ts';
import { runTree } from '../terminal/run-tree.ts';
import { isGraph } from './answers.ts';
import { connect } from './connection.ts';
import { triedBefore } from './earlier-tries.ts';
import { followRun } from './follow-run.ts';
import { graphView } from './graph-view.ts';
import { findRun } from './run-reference.ts';

/** `runbook show`: prints a run, or draws it until it has concluded. @throws CommandError */
export async function show(reference: string, flags: ShowFlags, context: CommandContext): Promise<ExitCode> {
  const { stdout } = context;
  const client = connect(flags, context.environment);
  const run = await findRun(client, reference);
  if (flags.follow !== true) {
    const graph = await client.get(`/api/runs/${run.id}/graph`, isGraph);
    await print(graph, flags, context);
    return EXIT.success;
  }
  const live = new LiveLines(stdout);
  let newest: GraphShape | null = null;
  for await (const graph of followRun(client, run.id)) {
    newest = graph;
    if (stdout.terminal && flags.json !== true) {
      await live.draw(runTree(graphView(graph), { style: stdout.style, now: Date.now(), steps: 'lively' }));
    }
  }
  if (newest === null) return EXIT.success;
  await live.finish([]);
  await print(newest, flags, context);
  return newest.run.conclusion === 'success' ? EXIT.success : EXIT.failed;
}

async function print(graph: GraphShape, flags: ShowFlags, { stdout }: CommandContext): Promise<void> {
  if (flags.json === true) {
    await stdout.write(`${JSON.stringify(graph)}\n`);
    return;
  }
  const { run } = graph;
  const { style } = stdout;
  const event = run.actor.login === '' ? run.event : `${run.event} by ${run.actor.login}`;
  const commit = `${run.head_sha.slice(0, 12)} ${run.head_branch ?? ''}`.trim();
  const facts = [run.repository.full_name, event, commit, `id ${run.id}`].map(printable);
  await stdout.write(`${style.faint(facts.join('  '))}\n`);
  const tree = runTree(graphView(graph), { style, now: Date.now(), steps: 'all' });
  await stdout.write(tree.map((line) => `${line}\n`).join(''));
  for (const problem of run.errors) await stdout.write(formatProblem(problem, style));
  const command = failedStepCommand(graph);
  if (command !== null) await stdout.write(`${style.faint('See why:')} ${command}\n`);
  const tried = triedBefore(graph);
  if (tried === null) return;
  const name = `${run.repository.full_name}#${run.run_number}`;
  await stdout.write(`${style.faint('Earlier tries:')} runbook logs ${name} --job ${tried}\n`);
}

/** The command that prints the first step that failed; null: none did. */
export function failedStepCommand({ run, jobs }: GraphShape): string | null {
  for (const { key, legs } of jobs) {
    for (const leg of legs) {
      const step = leg.steps.find(({ conclusion, log }) => conclusion === 'failure' && log !== null);
      if (leg.conclusion !== 'failure' || step === undefined) continue;
      const job = legs.length === 1 ? key : leg.id;
      return `runbook logs ${run.repository.full_name}#${run.run_number} --job ${job} --step ${step.number}`;
    }
  }
  return null;
}
