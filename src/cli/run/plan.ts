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
import {
  changedSinceBranch,
  changedSinceCommit,
  describeWorkingTree,
  type WorkingTree,
} from '../../git/index.ts';
import { checkDispatchInputs, findNotExecuted } from '../../workflow/index.ts';
import type { RunFlags } from '../commands/run.ts';
import { CommandError } from '../exit-code.ts';
import { unreadable } from '../unreadable.ts';
import { checkoutFacts } from './checkout-facts.ts';
import { type Candidate, chooseEvent, chooseForEvent, type EventChoice } from './event-choice.ts';
import { checkJobNames, chooseJobs } from './job-choice.ts';
import { type LocalEvent, localEvent } from './local-event.ts';
import { type CheckoutFacts, readPayload } from './payload/index.ts';
import type { ChosenWorkflow } from './prepared-intake.ts';
import type { RunSettings } from './settings.ts';
import { withEnvironment } from './shape-definition.ts';
import { chooseWorkflows } from './workflow-choice.ts';

/** Events whose workflows declare inputs. */
const WITH_INPUTS = ['workflow_dispatch', 'workflow_call'];

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
  if (flags.input !== undefined && !WITH_INPUTS.includes(event)) {
    throw new CommandError(`--input is for --event ${WITH_INPUTS.join(' or ')}, and this runs for ${event}.`);
  }
  const given = flags.eventPath === undefined ? {} : await readPayload(flags.eventPath);
  const request = { event, facts, given, implied: flags.event === undefined && names.length === 1 };
  const { run, passedOver } = await chooseForEvent(
    files.map((file) => ({ file, ...localEvent(file, request) })),
    { named: names.length > 0, changedPaths: (trigger) => changedPaths(tree, trigger) },
  );
  const { trigger, payload } = run[0] ?? localEvent(null, request);
  const common = { repository: tree.repository, root: tree.root, facts, trigger, payload, passedOver };

  const broken = run.flatMap(({ file }) => file.problems);
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
  const workflows = chosen.map(({ definition, ...candidate }) => ({
    file: candidate.file,
    definition: withEnvironment(definition, settings.env, candidate.file),
    ...withInputs(candidate, flags.input),
  }));
  return { ...common, problems, workflows };
}

function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}

function chooseDefinitions(
  candidates: readonly Candidate[],
  jobs: readonly string[],
): (Candidate & { readonly definition: WorkflowDefinition })[] {
  const whole = candidates.flatMap(({ file: { definition } }) => (definition === null ? [] : [definition]));
  checkJobNames(jobs, whole);
  return candidates.flatMap((candidate) => {
    const { definition: written } = candidate.file;
    const definition = written === null ? null : chooseJobs(written, jobs);
    return definition === null ? [] : [{ ...candidate, definition }];
  });
}

/**
 * What a pull request changes since it left its base, and a push since the commit before it, with what is not
 * committed. Where nothing is changed nobody can say what the event would be about: null.
 */
async function changedPaths(
  tree: WorkingTree,
  { baseRef, before }: Trigger,
): Promise<readonly string[] | null> {
  let paths: readonly string[] | null = null;
  if (baseRef !== undefined) paths = await changedSinceBranch(tree, baseRef);
  else if (before !== null) paths = await changedSinceCommit(tree, before);
  return paths !== null && paths.length > 0 ? paths : null;
}

/** Inputs checked and typed in the trigger, as text in the payload, as on GitHub. */
function withInputs(
  { file, trigger, payload }: Candidate,
  input: ReadonlyMap<string, string> | undefined,
): LocalEvent {
  const { event } = trigger;
  if (!WITH_INPUTS.includes(event)) return { trigger, payload };
  const sent = payload['inputs'];
  const given: JsonObject = {
    ...(isJsonObject(sent) ? sent : {}),
    ...Object.fromEntries(input ?? []),
  };
  const checked = checkDispatchInputs(file.on?.[event]?.inputs, given);
  if ('errors' in checked) {
    const wrong = checked.errors.map(({ message }) => message).join(' ');
    throw new CommandError(`${file.file}: ${wrong}`);
  }
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
