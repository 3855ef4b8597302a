import type { WorkingTree } from '../../git/index.ts';
import type { CheckoutFacts } from './payload/index.ts';

/** What a checkout without an `origin` links to. */
const NO_FORGE = 'http://localhost';

/** The facts of a checkout, with the gaps filled that git leaves (no commit, no remote, no user). */
export function checkoutFacts(tree: WorkingTree): CheckoutFacts {
  const branch = tree.branch ?? 'main';
  return {
    repository: tree.repository,
    url: tree.origin ?? tree.root,
    sha: tree.sha,
    ref: tree.ref,
    before: tree.before,
    defaultBranch: tree.defaultBranch ?? branch,
    defaultSha: tree.defaultSha,
    userName: tree.userName,
    userEmail: tree.userEmail,
    message: tree.headMessage,
    serverUrl: tree.origin === null ? NO_FORGE : forgeOf(tree.origin),
  };
}

/** The web address of the host in a remote's URL, also in the scp form `git@host:owner/name`. */
function forgeOf(origin: string): string {
  const match =
    /^(?<scheme>https?|ssh|git):\/\/(?:[^@/]*@)?(?<host>[^/:]+)(?<port>:\d+)?/.exec(origin) ??
    /^(?:[^@/]+@)(?<host>[^/:]+):/.exec(origin);
  const { scheme, host, port } = match?.groups ?? {};
  if (host === undefined) return NO_FORGE;
  return scheme === 'http' || scheme === 'https' ? `${scheme}://${host}${port ?? ''}` : `https://${host}`;
}
