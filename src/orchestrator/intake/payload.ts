/** The payloads that no forge sent: what `github.event` holds for plain git pushes and for dispatches. */
import type { RepositoryName } from '../../events/ids.ts';
import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import type { Trigger } from '../../events/trigger.ts';
import type { CommitDescription } from '../../git/index.ts';
import { inputsAsText } from '../../workflow/index.ts';

const GITHUB: ForgeUrls = { server: 'https://github.com', api: 'https://api.github.com' };
const GITHUB_REMOTE = /^(https?:\/\/|ssh:\/\/git@|git@)github\.com[/:]/;

/** What payloads say of the repository. */
export interface RepositoryFacts {
  readonly repository: RepositoryName;
  /** The address to clone from, without credentials. */
  readonly url: string;
  readonly defaultBranch: string | null;
  /** The base of the pages about it, without a slash at the end. */
  readonly serverUrl: string;
}

/**
 * GitHub's `push` payload for a push that a plain repository's hook reported: what the hook sent, with the
 * head commit, the repository and the people filled in. `commits` holds the head commit only.
 */
export function completePushPayload(
  sent: JsonObject,
  trigger: Trigger,
  commit: CommitDescription,
  facts: RepositoryFacts,
): JsonObject {
  const headCommit = commitPayload(commit, facts);
  return {
    ref: trigger.ref,
    before: trigger.before ?? '0'.repeat(commit.sha.length),
    after: commit.sha,
    created: trigger.before === null,
    deleted: false,
    forced: trigger.forced,
    base_ref: null,
    pusher: { name: trigger.actor },
    sender: { login: trigger.actor, type: 'User' },
    ...sent,
    repository: { ...repositoryPayload(facts), ...objectOf(sent['repository']) },
    head_commit: headCommit,
    commits: [headCommit],
  };
}

/** GitHub's `workflow_dispatch` payload. `inputs` are strings there, whatever their declared type. */
export function dispatchPayload(workflowPath: string, trigger: Trigger, facts: RepositoryFacts): JsonObject {
  return {
    inputs: inputsAsText(trigger.inputs ?? {}),
    ref: trigger.ref,
    repository: repositoryPayload(facts),
    sender: { login: trigger.actor, type: 'User' },
    workflow: workflowPath,
  };
}

/** Where a forge and its API are reached: `github.server_url` and `github.api_url`, no slash at the end. */
export interface ForgeUrls {
  readonly server: string;
  readonly api: string;
}

/**
 * The forge's addresses as its payload gives them, so that `github.server_url` means the forge. A payload that
 * has none comes from a plain repository, whose forge is this server, or is a dispatch's.
 */
export function forgeUrls(payload: JsonObject, facts: Omit<RepositoryFacts, 'defaultBranch'>): ForgeUrls {
  const { repository, url, serverUrl } = facts;
  const own = GITHUB_REMOTE.test(url) ? GITHUB : { server: serverUrl, api: `${serverUrl}/api/v3` };
  const sent = objectOf(payload['repository']);
  return {
    server: baseOf(sent['html_url'], `/${repository}`) ?? own.server,
    api: baseOf(sent['events_url'], `/repos/${repository}/events`) ?? own.api,
  };
}

/** The repository's default branch as a payload gives it. */
export function defaultBranchOf(payload: JsonObject): string | null {
  const branch = objectOf(payload['repository'])['default_branch'];
  return typeof branch === 'string' && branch !== '' ? branch : null;
}

function repositoryPayload({ repository, url, defaultBranch, serverUrl }: RepositoryFacts): JsonObject {
  const [owner = '', name = ''] = repository.split('/');
  return {
    name,
    full_name: repository,
    owner: { name: owner, login: owner },
    default_branch: defaultBranch,
    html_url: `${serverUrl}/${repository}`,
    clone_url: url,
  };
}

function commitPayload(commit: CommitDescription, { repository, serverUrl }: RepositoryFacts): JsonObject {
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.timestamp,
    url: `${serverUrl}/${repository}/commit/${commit.sha}`,
    author: { name: commit.authorName, email: commit.authorEmail },
    committer: { name: commit.committerName, email: commit.committerEmail },
  };
}

function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** `url` without `suffix` at its end, if it is an http(s) address that ends so. */
function baseOf(url: Json | undefined, suffix: string): string | null {
  if (typeof url !== 'string' || !/^https?:\/\//.test(url)) return null;
  return url.toLowerCase().endsWith(suffix.toLowerCase()) ? url.slice(0, -suffix.length) : null;
}
