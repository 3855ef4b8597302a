import type { RegistrationShape } from '../../server/shapes/index.ts';

/** The smallest workflow, written by a command that can be pasted. */
export const WORKFLOW_COMMAND = `mkdir -p .runbook
cat > .runbook/ci.yml <<'END'
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: echo It works
END`;

/** Makes a bare repository that tells the server at `origin` of its pushes. */
export function bareRepositoryCommand(origin: string): string {
  return `git init --bare -b main ~/git/project.git
${hookCommand(origin)}`;
}

/** Registers a bare repository of the server's machine with the server at `origin`, and has it tell of its pushes. */
export function hookCommand(origin: string): string {
  return `runbook hook install ~/git/project.git \\
  --name me/project --server ${origin}`;
}

/** Registers a repository of GitHub with the server at `origin`. */
export function gitHubCommand(origin: string): string {
  return `runbook repo add me/project \\
  https://github.com/me/project.git \\
  --server ${origin}`;
}

/** Commits the workflow and pushes it. @param to a path or URL; null: where the checkout pushes anyway */
export function pushCommand(to: string | null): string {
  return `git add .runbook
git commit -m "Add a workflow"
git push${to === null ? '' : ` ${to} HEAD:main`}`;
}

/**
 * Where a registered repository is pushed to from this machine.
 * @returns a path or file URL, quoted for a shell; null: it is a forge's, which its checkouts know
 */
export function localTarget({ url }: Pick<RegistrationShape, 'url'>): string | null {
  return url.startsWith('/') || url.startsWith('file://') ? quoted(url) : null;
}

/** A text as one word of a shell. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
