/** The inputs and outputs of the actions that GitHub publishes and most workflows use, of all their versions. */
import { nearMiss } from './near-miss.ts';

/** What an action takes and gives. */
interface KnownAction {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

const ACTIONS: ReadonlyMap<string, KnownAction> = new Map([
  known('actions/cache', {
    inputs:
      'path key restore-keys upload-chunk-size enableCrossOsArchive fail-on-cache-miss lookup-only save-always',
    outputs: 'cache-hit',
  }),
  known('actions/cache/restore', {
    inputs: 'path key restore-keys enableCrossOsArchive fail-on-cache-miss lookup-only',
    outputs: 'cache-hit cache-primary-key cache-matched-key',
  }),
  known('actions/cache/save', { inputs: 'path key upload-chunk-size enableCrossOsArchive', outputs: '' }),
  known('actions/checkout', {
    // Which inputs there are, the checkout that is built in knows.
    inputs: '',
    outputs: 'ref commit',
  }),
  known('actions/download-artifact', {
    inputs:
      'name artifact-ids path pattern merge-multiple github-token repository run-id skip-decompress digest-mismatch',
    outputs: 'download-path artifacts',
  }),
  known('actions/github-script', {
    inputs:
      'script github-token debug user-agent previews result-encoding retries retry-exempt-status-codes base-url',
    outputs: 'result',
  }),
  known('actions/setup-dotnet', {
    inputs:
      'dotnet-version dotnet-quality global-json-file source-url owner config-file cache cache-dependency-path workloads architecture include-prerelease version',
    outputs: 'cache-hit dotnet-version',
  }),
  known('actions/setup-go', {
    inputs:
      'go-version go-version-file check-latest token cache cache-dependency-path architecture go-download-base-url stable',
    outputs: 'go-version cache-hit',
  }),
  known('actions/setup-java', {
    inputs:
      'java-version java-version-file distribution java-package architecture jdkFile jdk-file check-latest server-id server-username server-password settings-path overwrite-settings gpg-private-key gpg-passphrase cache cache-dependency-path job-status token mvn-toolchain-id mvn-toolchain-vendor force-download set-default verify-signature verify-signature-public-key server-username-env-var server-password-env-var gpg-passphrase-env-var cache-jdk cache-path cache-read-only show-download-progress problem-matcher',
    outputs: 'distribution version path cache-hit cache-primary-key',
  }),
  known('actions/setup-node', {
    inputs:
      'always-auth node-version node-version-file architecture check-latest registry-url scope token cache package-manager-cache cache-dependency-path mirror mirror-token version',
    outputs: 'cache-hit node-version',
  }),
  known('actions/setup-python', {
    inputs:
      'python-version python-version-file cache architecture check-latest token cache-dependency-path update-environment allow-prereleases freethreaded pip-version pip-install ignore-platform-version',
    outputs: 'python-version cache-hit python-path',
  }),
  known('actions/upload-artifact', {
    inputs:
      'name path if-no-files-found retention-days compression-level overwrite include-hidden-files archive',
    outputs: 'artifact-id artifact-url artifact-digest',
  }),
]);

function known(
  name: string,
  { inputs, outputs }: { readonly inputs: string; readonly outputs: string },
): [string, KnownAction] {
  return [name, { inputs: words(inputs), outputs: words(outputs) }];
}

function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}

/** The action that a `uses` names, in whatever version; undefined where it is none of these. */
export function knownAction(uses: string): KnownAction | undefined {
  const [name = ''] = uses.split('@');
  return ACTIONS.get(name.toLowerCase());
}

/** By how many letters a misspelt name is longer or shorter, at most: what is further off may be new. */
const MOST_LETTERS = 2;

/** The known name that a misspelt one meant; null for a known name in any case, and for what a later version may bring. */
export function meantName(name: string, names: readonly string[]): string | null {
  if (names.some((one) => one.toLowerCase() === name.toLowerCase())) return null;
  const near = nearMiss(name, names);
  return near !== null && Math.abs(near.length - name.length) <= MOST_LETTERS ? near : null;
}
