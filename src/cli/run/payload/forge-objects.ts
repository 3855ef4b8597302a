import type { JsonObject } from '../../../events/index.ts';
import type { CheckoutFacts } from './checkout-facts.ts';

export const NO_COMMIT = '0'.repeat(40);
/** The number of the one issue, pull request, milestone ... that there is. */
export const NUMBER = 1;

/** The branch or tag that is checked out, short. */
export function refName({ ref }: CheckoutFacts): string {
  return ref.replace(/^refs\/(?:heads|tags)\//, '');
}

/** The repository on its forge. */
export function repositoryOf(facts: CheckoutFacts): JsonObject {
  const [owner = '', name = ''] = facts.repository.split('/');
  return {
    name,
    full_name: facts.repository,
    private: false,
    fork: false,
    owner: { name: owner, login: owner, type: 'User' },
    default_branch: facts.defaultBranch,
    html_url: repositoryUrl(facts),
    clone_url: facts.url,
  };
}

/** Where something of the repository is shown. */
export function repositoryUrl(
  { serverUrl, repository }: CheckoutFacts,
  ...path: readonly (string | number)[]
): string {
  return [serverUrl, repository, ...path].join('/');
}

/** The one who runs this, as a user of the forge. */
export function userOf({ userName }: CheckoutFacts): JsonObject {
  return { login: userName, type: 'User' };
}

/** The one who runs this, as git knows people. */
export function personOf({ userName: name, userEmail: email }: CheckoutFacts): JsonObject {
  return { name, email };
}

/** The first line of the newest commit's message. */
export function titleOf({ message }: CheckoutFacts): string {
  return message.split('\n', 1)[0] ?? '';
}

/** What an issue, a pull request and a discussion have alike: the only one, just opened. */
export function openedOf(facts: CheckoutFacts, kind: 'issues' | 'pull' | 'discussions'): JsonObject {
  return {
    id: NUMBER,
    number: NUMBER,
    title: titleOf(facts),
    body: '',
    state: 'open',
    locked: false,
    user: userOf(facts),
    author_association: 'OWNER',
    html_url: repositoryUrl(facts, kind, NUMBER),
  };
}

/** The commit that is checked out. */
export function commitOf(facts: CheckoutFacts): JsonObject {
  const person = personOf(facts);
  return {
    id: facts.sha,
    message: facts.message,
    distinct: true,
    author: person,
    committer: person,
    url: repositoryUrl(facts, 'commit', facts.sha),
  };
}
