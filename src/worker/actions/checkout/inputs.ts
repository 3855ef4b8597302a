import { realpath } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';

import type { CheckoutRequest } from '../../ports.ts';
import { StepError } from '../../steps/index.ts';

/** What can be left as it is because nothing here needs it, with the reason for the log. */
const NOT_NEEDED: { readonly [input: string]: string } = {
  token: 'files come from the mirror, which needs no token',
  'ssh-key': 'files come from the mirror, which needs no key',
  'ssh-known-hosts': 'files come from the mirror',
  'ssh-strict': 'files come from the mirror',
  'ssh-user': 'files come from the mirror',
  'persist-credentials': 'no credentials are put into the workspace',
  filter: 'files come from the mirror, which has all of them',
  'allow-unsafe-pr-checkout': 'only commits of the registered repository can be checked out',
  'show-progress': 'the mirror is on this machine',
  'set-safe-directory': 'the workspace belongs to the user that runs the steps',
  'github-server-url': 'files come from the registered repository',
};

/** What changes the result and cannot be had: true is refused. */
const REFUSED = ['submodules', 'lfs'];

const HONOURED = [
  'repository',
  'ref',
  'path',
  'clean',
  'fetch-depth',
  'fetch-tags',
  'sparse-checkout',
  'sparse-checkout-cone-mode',
];

/**
 * The inputs of `actions/checkout` as a request. Unlike there, `fetch-depth` is 0 (all history) by default: it
 * costs nothing from a mirror.
 * @param inputs by name as written, evaluated
 * @param repository the run's
 * @throws StepError naming the input that cannot be honoured
 */
export async function readCheckoutInputs(
  inputs: { readonly [name: string]: string },
  repository: string,
  workspace: string,
  print: (line: string) => void,
): Promise<CheckoutRequest> {
  const given = new Map(Object.entries(inputs).map(([name, value]) => [name.toLowerCase(), value.trim()]));
  for (const [name, value] of given) {
    if (REFUSED.includes(name) && value !== '' && value !== 'false') {
      throw new StepError(`actions/checkout with ${name} is not supported here; remove the input.`);
    }
    if (NOT_NEEDED[name] !== undefined) print(`The input ${name} is not needed: ${NOT_NEEDED[name]}.`);
    else if (!HONOURED.includes(name) && !REFUSED.includes(name)) {
      print(`##[warning]Unexpected input ${JSON.stringify(name)}; valid inputs are ${HONOURED.join(', ')}.`);
    }
  }
  const wanted = given.get('repository') ?? '';
  if (wanted !== '' && wanted.toLowerCase() !== repository.toLowerCase()) {
    throw new StepError(`actions/checkout can check out ${repository} only, not ${wanted}.`);
  }
  return {
    target: await targetIn(workspace, given.get('path') ?? ''),
    ref: given.get('ref') || null,
    fetchDepth: depthOf(given.get('fetch-depth') ?? ''),
    fetchTags: booleanOf('fetch-tags', given.get('fetch-tags'), false),
    clean: booleanOf('clean', given.get('clean'), true),
    sparseCheckout: (given.get('sparse-checkout') ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
    sparseCheckoutConeMode: booleanOf(
      'sparse-checkout-cone-mode',
      given.get('sparse-checkout-cone-mode'),
      true,
    ),
    print,
  };
}

/** The folder that `path` names. It must lie in the workspace, links on the way to it included. */
async function targetIn(workspace: string, path: string): Promise<string> {
  const target = resolve(workspace, path);
  const root = await realpath(workspace);
  let existing = target;
  let real: string | null = null;
  while (real === null) {
    real = await realpath(existing).catch(() => null);
    if (real === null) existing = dirname(existing);
  }
  const inside = real === root || real.startsWith(root + sep);
  if (!inside || (target !== workspace && !target.startsWith(workspace + sep))) {
    throw new StepError(
      `The input path ${JSON.stringify(path)} of actions/checkout leads out of the workspace.`,
    );
  }
  return target;
}

function depthOf(text: string): number {
  if (text === '') return 0;
  const depth = Number(text);
  if (!Number.isSafeInteger(depth) || depth < 0) {
    throw new StepError(
      `The input fetch-depth of actions/checkout must be a whole number, not ${JSON.stringify(text)}.`,
    );
  }
  return depth;
}

function booleanOf(name: string, text: string | undefined, fallback: boolean): boolean {
  switch ((text ?? '').toLowerCase()) {
    case '':
      return fallback;
    case 'true':
      return true;
    case 'false':
      return false;
    default:
      throw new StepError(
        `The input ${name} of actions/checkout must be true or false, not ${JSON.stringify(text)}.`,
      );
  }
}
