/** What `github.ref` and `github.sha` are for each event (GitHub docs, "Events that trigger workflows"). */
import type { JsonObject } from '../../events/json.ts';
import { shortRef } from './names.ts';
import { commitAt, isCommit, objectAt, textAt } from './payload.ts';

/** A ref and a commit. */
export interface EventRef {
  /** Full, `refs/heads/main`; empty where the event has none. */
  readonly ref: string;
  /** 40 (or 64) hex digits. */
  readonly sha: string;
}

/** What is known beside the payload. */
export interface KnownRefs extends EventRef {
  /** Short. */
  readonly defaultBranch: string;
}

type FindRef = (
  payload: JsonObject,
  known: KnownRefs,
) => { readonly ref?: string | null; readonly sha?: string | null };

/** Events that happen at a ref of their own; all others happen at the default branch. */
const OWN_REF: { readonly [event: string]: FindRef } = {
  push: (payload) => ({ ref: textAt(payload, 'ref'), sha: commitAt(payload, 'after') }),
  create: (payload) => ({ ref: createdRef(payload) }),
  workflow_dispatch: (payload) => ({ ref: fullRef(textAt(payload, 'ref')) }),
  // As the workflow that calls.
  workflow_call: (payload) => ({ ref: fullRef(textAt(payload, 'ref')) }),
  pull_request: pullRequestRef,
  pull_request_review: pullRequestRef,
  pull_request_review_comment: pullRequestRef,
  merge_group: (payload) => {
    const group = objectAt(payload, 'merge_group');
    return { ref: textAt(group, 'head_ref'), sha: commitAt(group, 'head_sha') };
  },
  deployment: deploymentRef,
  deployment_status: deploymentRef,
  release: (payload) => {
    const tag = textAt(objectAt(payload, 'release'), 'tag_name');
    return { ref: tag === null ? null : `refs/tags/${tag}` };
  },
  registry_package: (payload) => {
    const version = objectAt(objectAt(payload, 'registry_package'), 'package_version');
    return { ref: fullRef(textAt(version, 'target_commitish')), sha: commitAt(version, 'target_oid') };
  },
};

/** The ref and the commit that a run for an event is at; what the payload does not say is as it is known. */
export function refOfEvent(event: string, payload: JsonObject, known: KnownRefs): EventRef {
  if (!Object.hasOwn(OWN_REF, event)) return { ref: `refs/heads/${known.defaultBranch}`, sha: known.sha };
  const found = OWN_REF[event]?.(payload, known);
  return { ref: found?.ref ?? known.ref, sha: found?.sha ?? known.sha };
}

/** The merge of a pull request; once that was merged, the branch that it went into. */
function pullRequestRef(payload: JsonObject): { ref: string | null; sha: string | null } {
  const pull = objectAt(payload, 'pull_request');
  const sha = commitAt(pull, 'merge_commit_sha');
  const base = textAt(objectAt(pull, 'base'), 'ref');
  if (payload['action'] === 'closed' && pull['merged'] === true && base !== null)
    return { ref: fullRef(base), sha };
  const number = payload['number'] ?? pull['number'];
  return { ref: typeof number === 'number' ? `refs/pull/${number}/merge` : null, sha };
}

/** A deployment of a commit has no ref. */
function deploymentRef(payload: JsonObject, known: KnownRefs): { ref: string | null; sha: string | null } {
  const deployment = objectAt(payload, 'deployment');
  const sha = commitAt(deployment, 'sha');
  const name = textAt(deployment, 'ref');
  if (name === null) return { ref: null, sha };
  if (isCommit(name)) return { ref: '', sha: sha ?? name };
  return { ref: shortRef(known.ref) === name ? known.ref : fullRef(name), sha };
}

function createdRef(payload: JsonObject): string | null {
  const name = textAt(payload, 'ref');
  return name !== null && payload['ref_type'] === 'tag' ? `refs/tags/${name}` : fullRef(name);
}

/** A branch's short name as its ref. */
function fullRef(name: string | null): string | null {
  return name === null || name.startsWith('refs/') ? name : `refs/heads/${name}`;
}
