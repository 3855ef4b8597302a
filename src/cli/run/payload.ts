import { readFile } from 'node:fs/promises';
import { isJsonObject, type Json, type JsonObject, type Trigger } from '../../events/index.ts';
import { CommandError } from '../exit-code.ts';
import { unreadable } from '../unreadable.ts';

/** What payload and trigger are made from: the checkout as git describes it. */
export interface CheckoutFacts {
  /** `owner/name`. */
  readonly repository: string;
  readonly url: string;
  readonly sha: string;
  /** The full ref that is checked out. */
  readonly ref: string;
  readonly before: string | null;
  readonly defaultBranch: string;
  readonly userName: string;
  readonly userEmail: string;
  readonly message: string;
  /** The address of the forge that `origin` is on. */
  readonly serverUrl: string;
}

const NO_COMMIT = '0'.repeat(40);

/** A `github.event` such as the forge would send for this checkout. */
export function makePayload(event: string, facts: CheckoutFacts): JsonObject {
  const common = { repository: repositoryOf(facts), sender: { login: facts.userName, type: 'User' } };
  switch (event) {
    case 'push':
      return { ...pushOf(facts), ...common };
    case 'pull_request':
    case 'pull_request_target':
      return { ...pullRequestOf(facts), ...common };
    case 'workflow_dispatch':
      return { ref: facts.ref, inputs: {}, ...common };
    default:
      return common;
  }
}

/** One payload laid over another: objects are merged, everything else is replaced. */
export function mergePayload(base: JsonObject, over: JsonObject): JsonObject {
  const merged: { [key: string]: Json } = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = Object.hasOwn(merged, key) ? merged[key] : undefined;
    const both = isJsonObject(before) && isJsonObject(value);
    Object.defineProperty(merged, key, {
      value: both ? mergePayload(before, value) : value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return merged;
}

/** Reads `--event-path`. @throws CommandError where it cannot be read or is not a JSON object */
export async function readPayload(path: string): Promise<JsonObject> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw unreadable(path, error);
  });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`${path} is not JSON, and a payload is: ${reason}.`, { cause: error });
  }
  if (isJsonObject(parsed)) return parsed;
  throw new CommandError(`${path} does not hold a JSON object, and a payload is one.`);
}

/** The trigger that a payload stands for; what it does not say is the checkout's. */
export function triggerOf(event: string, payload: JsonObject, facts: CheckoutFacts): Trigger {
  const action = payload['action'];
  const trigger: Trigger = {
    event,
    ref: textAt(payload, 'ref') ?? pullRequestRef(event, payload) ?? facts.ref,
    sha: facts.sha,
    before: facts.before,
    deleted: false,
    forced: payload['forced'] === true,
    actor: textAt(objectAt(payload, 'sender'), 'login') ?? facts.userName,
    message: textAt(objectAt(payload, 'head_commit'), 'message') ?? facts.message,
    ...(typeof action === 'string' ? { action } : {}),
  };
  const pull = payload['pull_request'];
  if (!isJsonObject(pull)) return trigger;
  const headRef = textAt(objectAt(pull, 'head'), 'ref');
  const baseRef = textAt(objectAt(pull, 'base'), 'ref');
  return {
    ...trigger,
    ...(headRef === null ? {} : { headRef }),
    ...(baseRef === null ? {} : { baseRef }),
  };
}

/** GitHub docs, "Events that trigger workflows": the merge of a pull request, or the branch that it is meant for. */
function pullRequestRef(event: string, payload: JsonObject): string | null {
  const pull = objectAt(payload, 'pull_request');
  const base = textAt(objectAt(pull, 'base'), 'ref');
  if (event === 'pull_request_target') return base === null ? null : `refs/heads/${base}`;
  const number = payload['number'] ?? pull['number'];
  return event === 'pull_request' && typeof number === 'number' ? `refs/pull/${number}/merge` : null;
}

function pushOf(facts: CheckoutFacts): JsonObject {
  const person = { name: facts.userName, email: facts.userEmail };
  const commit = {
    id: facts.sha,
    message: facts.message,
    distinct: true,
    author: person,
    committer: person,
    url: `${facts.serverUrl}/${facts.repository}/commit/${facts.sha}`,
  };
  return {
    ref: facts.ref,
    before: facts.before ?? NO_COMMIT,
    after: facts.sha,
    created: facts.before === null,
    deleted: false,
    forced: false,
    base_ref: null,
    head_commit: commit,
    commits: [commit],
    pusher: person,
  };
}

function pullRequestOf(facts: CheckoutFacts): JsonObject {
  const head = facts.ref.replace(/^refs\/heads\//, '');
  return {
    action: 'opened',
    number: 1,
    pull_request: {
      number: 1,
      title: facts.message.split('\n', 1)[0] ?? '',
      state: 'open',
      draft: false,
      merged: false,
      user: { login: facts.userName, type: 'User' },
      head: { ref: head, sha: facts.sha, repo: repositoryOf(facts) },
      base: { ref: facts.defaultBranch, sha: facts.before ?? facts.sha, repo: repositoryOf(facts) },
    },
  };
}

function repositoryOf(facts: CheckoutFacts): JsonObject {
  const [owner = '', name = ''] = facts.repository.split('/');
  return {
    name,
    full_name: facts.repository,
    owner: { name: owner, login: owner },
    default_branch: facts.defaultBranch,
    html_url: `${facts.serverUrl}/${facts.repository}`,
    clone_url: facts.url,
  };
}

function objectAt(value: JsonObject, key: string): JsonObject {
  const found = value[key];
  return isJsonObject(found) ? found : {};
}

function textAt(value: JsonObject, key: string): string | null {
  const found = value[key];
  return typeof found === 'string' && found !== '' ? found : null;
}
