import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  isJsonObject,
  type JsonObject,
  type Problem,
  type RepositoryName,
  type Trigger,
  type WorkflowDefinition,
} from '../../events/index.ts';
import { describeWorkingTree } from '../../git/index.ts';
import { checkDispatchInputs, findNotExecuted } from '../../workflow/index.ts';
import type { RunFlags } from '../commands/run.ts';
import { CommandError } from '../exit-code.ts';
import { unreadable } from '../unreadable.ts';
import { checkoutFacts } from './checkout-facts.ts';
import { chooseEvent, chooseForEvent, type EventChoice } from './event-choice.ts';
import { checkJobNames, chooseJobs } from './job-choice.ts';
import { type CheckoutFacts, makePayload, mergePayload, readPayload, triggerOf } from './payload.ts';
import type { ChosenWorkflow } from './prepared-intake.ts';
import type { RunSettings } from './settings.ts';
import { withEnvironment } from './shape-definition.ts';
import { chooseWorkflows, type WorkflowFile } from './workflow-choice.ts';

/** What a command line of `runbook run` comes to, before anything runs. */
export interface RunPlan {
  readonly repository: RepositoryName;
  /** The checkout's top folder, absolute. */
  readonly root: string;
  readonly facts: CheckoutFacts;
  readonly trigger: Trigger;
  readonly payload: JsonObject;
  /** Files of `.runbook` that the event would not start, with a reason each. */
  readonly passedOver: EventChoice['passedOver'];
  /** Mistakes in the files; with an error among them nothing runs and `workflows` is empty. */
  readonly problems: readonly Problem[];
  readonly workflows: readonly ChosenWorkflow[];
}

/**
 * Finds out what to run.
 * @throws CommandError where the command line asks for what is not there
 */
export async function planRun(
  names: readonly string[],
  flags: RunFlags,
  settings: RunSettings,
): Promise<RunPlan> {
  const tree = await describeWorkingTree(await existingFolder(flags.workdir ?? '.'));
  const facts = checkoutFacts(tree);
  const files = await chooseWorkflows(names, tree.root);
  const event = chooseEvent(flags.event, files, names.length);
  if (flags.input !== undefined && event !== 'workflow_dispatch') {
    throw new CommandError(`--input is for --event workflow_dispatch, and this runs for ${event}.`);
  }
  const given = flags.eventPath === undefined ? {} : await readPayload(flags.eventPath);
  const payload = mergePayload(makePayload(event, facts), given);
  const trigger = triggerOf(event, payload, facts);
  const { run, passedOver } = chooseForEvent(files, trigger, names.length > 0);
  const common = { repository: tree.repository, root: tree.root, facts, trigger, payload, passedOver };

  const broken = run.flatMap((file) => file.problems);
  if (hasErrors(broken)) return { ...common, problems: broken, workflows: [] };
  const chosen = chooseDefinitions(run, flags.job ?? []);
  const notExecuted = chosen.flatMap(({ file, definition }) =>
    findNotExecuted(file.source, file.path, definition).map((problem) =>
      // Those of a file that it calls have that file's path.
      problem.file === file.path ? { ...problem, file: file.file } : problem,
    ),
  );
  const problems = [...broken, ...notExecuted];
  if (hasErrors(problems)) return { ...common, problems, workflows: [] };
  const workflows = chosen.map(({ file, definition }) => ({
    file,
    definition: withEnvironment(definition, settings.env, file),
    ...withInputs({ file, trigger, payload }, flags.input),
  }));
  return { ...common, problems, workflows };
}

function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}

function chooseDefinitions(
  files: readonly WorkflowFile[],
  jobs: readonly string[],
): { file: WorkflowFile; definition: WorkflowDefinition }[] {
  const whole = files.flatMap(({ definition }) => (definition === null ? [] : [definition]));
  checkJobNames(jobs, whole);
  return files.flatMap((file) => {
    const definition = file.definition === null ? null : chooseJobs(file.definition, jobs);
    return definition === null ? [] : [{ file, definition }];
  });
}

/** For `workflow_dispatch`: inputs checked and typed in the trigger, as text in the payload, as on GitHub. */
function withInputs(
  run: { readonly file: WorkflowFile; readonly trigger: Trigger; readonly payload: JsonObject },
  input: ReadonlyMap<string, string> | undefined,
): { trigger: Trigger; payload: JsonObject } {
  const { file, trigger, payload } = run;
  if (trigger.event !== 'workflow_dispatch') return { trigger, payload };
  const sent = payload['inputs'];
  const given: JsonObject = {
    ...(isJsonObject(sent) ? sent : {}),
    ...Object.fromEntries(input ?? []),
  };
  const checked = checkDispatchInputs(file.on?.['workflow_dispatch']?.inputs, given);
  if ('errors' in checked) throw new CommandError(`${file.file}: ${checked.errors.join(' ')}`);
  const texts = Object.entries(checked.inputs).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return {
    trigger: { ...trigger, inputs: checked.inputs },
    payload: { ...payload, inputs: Object.fromEntries(texts), workflow: file.path },
  };
}

/** @returns an absolute path @throws CommandError */
async function existingFolder(path: string): Promise<string> {
  const found = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (!found.isDirectory()) throw new CommandError(`${path} is not a folder, and --workdir names one.`);
  return resolve(path);
}
