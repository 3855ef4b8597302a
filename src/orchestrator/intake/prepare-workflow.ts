import type { Triggers } from '../../events/definition.ts';
import type { JsonObject } from '../../events/json.ts';
import type { Problem } from '../../events/problem.ts';
import type { Trigger } from '../../events/trigger.ts';
import type { DefinitionFile } from '../../git/index.ts';
import {
  dispatchForm,
  filtersNeedPaths,
  isTag,
  type Match,
  matchTrigger,
  type Project,
} from '../../workflow/index.ts';
import type { PreparedWorkflow } from '../intake-result.ts';
import type { DefinitionCache, ReadWorkflow } from './definition-cache.ts';

/** A file that git could not give as text. */
type UnreadableFile = Extract<DefinitionFile, { readonly problem: string }>;

/** What all workflow files of one delivery share. */
export interface DeliveryFacts {
  readonly trigger: Trigger;
  /** Replaces the delivery's payload; absent where that is complete. */
  readonly payload?: JsonObject;
  readonly urls: { readonly server: string; readonly api: string };
  /** The URL to check out from, without credentials. */
  readonly url: string;
  readonly defaultBranch: string | null;
}

/** What a push is matched with. */
export interface PushFacts extends DeliveryFacts {
  /** Asked for at most once per delivery; null where git cannot tell. */
  readonly changedPaths: () => Promise<readonly string[] | null>;
}

/** What one workflow file becomes for a push. `project` is the commit that was pushed. */
export async function prepareForPush(
  file: DefinitionFile,
  push: PushFacts,
  cache: DefinitionCache,
  project: Project,
): Promise<PreparedWorkflow> {
  if ('problem' in file) return judgeUnreadable(file.path, unreadableFile(file), push);
  const workflow = await cache.read(file.path, file.text, project);
  if (workflow.on === null) return judgeUnreadable(file.path, brokenFile(file.text, workflow), push);
  const match = await matchPush(workflow.on, push);
  const declared = isOfDefaultBranch(push) ? { dispatch: dispatchForm(workflow.on) } : {};
  if (!match.matches)
    return { outcome: 'skipped', path: file.path, reason: match.reason, name: workflow.name, ...declared };
  return { ...startOrReject(file.path, file.text, workflow, push), ...declared };
}

/** Whether a push brought what people start by hand unless they name another branch; any branch where none is known. */
function isOfDefaultBranch({ trigger: { ref }, defaultBranch }: PushFacts): boolean {
  return defaultBranch === null ? !isTag(ref) : ref === `refs/heads/${defaultBranch}`;
}

/** Asks git for the changed paths only where nothing else decides. */
async function matchPush(on: Triggers, { trigger, changedPaths }: PushFacts): Promise<Match> {
  const match = matchTrigger(on, trigger, null);
  if (!match.matches || !filtersNeedPaths(on, trigger)) return match;
  return matchTrigger(on, trigger, await changedPaths());
}

/** The workflow as a run to start, or as a rejected one if it is broken or asks for what is not executed yet. */
export function startOrReject(
  path: string,
  source: string,
  workflow: ReadWorkflow,
  facts: DeliveryFacts,
): PreparedWorkflow {
  const { definition, notExecuted } = workflow;
  if (definition === null) {
    return { outcome: 'rejected', path, trigger: facts.trigger, ...brokenFile(source, workflow) };
  }
  if (notExecuted.length > 0) {
    const { name } = workflow;
    return { outcome: 'rejected', path, name, trigger: facts.trigger, errors: notExecuted, source };
  }
  return {
    outcome: 'started',
    path,
    facts: {
      workflow: { path, name: workflow.name },
      trigger: facts.trigger,
      ...(facts.payload === undefined ? {} : { payload: facts.payload }),
      definition,
      source,
      urls: facts.urls,
      url: facts.url,
      defaultBranch: facts.defaultBranch,
      vars: {},
    },
  };
}

/** A file that should run and is no readable text. */
export function rejectUnreadable(file: UnreadableFile, trigger: Trigger): PreparedWorkflow {
  return { outcome: 'rejected', path: file.path, trigger, ...unreadableFile(file) };
}

/** Why a file cannot run. */
interface Broken {
  readonly name: string;
  readonly errors: readonly Problem[];
  readonly source: string;
}

/**
 * Nobody can say what a file without a readable `on:` listens to. Whoever pushed a change of it is told; later
 * pushes, which did nothing to it, are not.
 */
async function judgeUnreadable(path: string, broken: Broken, push: PushFacts): Promise<PreparedWorkflow> {
  const { trigger } = push;
  if (!isTag(trigger.ref)) {
    const paths = await push.changedPaths();
    if (paths === null || paths.includes(path)) return { outcome: 'rejected', path, trigger, ...broken };
  }
  const reason = 'The file cannot be read, and this push did not change it.';
  return { outcome: 'skipped', path, reason };
}

function brokenFile(source: string, { name, problems }: ReadWorkflow): Broken {
  return { name, errors: problems.filter((problem) => problem.severity === 'error'), source };
}

/** What git found of a file that is no readable text (a symbolic link, too large, not UTF-8). */
function unreadableFile({ path, problem: message }: UnreadableFile): Broken {
  const place = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  const problem: Problem = { file: path, ...place, severity: 'error', rule: 'unreadable-file', message };
  return { name: path, errors: [problem], source: '' };
}
