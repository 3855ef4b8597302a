import type { GraphLegShape } from '../../../src/server/shapes/index.ts';
import { it as browserTest } from '../support/browser-test.ts';
import type { Installation } from '../support/installation.ts';
import { addresses } from '../support/addresses.ts';

/** A job that has run, and the address of its log. */
export interface LoggedJob {
  readonly run: number;
  readonly job: number;
  readonly address: string;
}

/** A job with every kind of line, that fails in its third step. */
const FAILED = `
on: push
jobs:
  test:
    name: Test
    runs-on: ubuntu-latest
    steps:
      - name: Fetch packages
        run: |
          echo "::group::Packages"
          echo "added money"
          echo "added tax-tables"
          echo "::endgroup::"
          printf '\\033[31mred\\033[0m \\033[1;38;2;10;20;30;48;5;226mboth\\033[0m plain\\n'
          printf '10%%\\r100%% done\\n'
          echo "see https://example.com/docs for more"
          printf '\\n'
          echo '<img src=x onerror="alert(1)"><b>bold?</b>'
          echo "::warning::mind the gap"
      - name: Run the suite
        run: |
          for test in $(seq 200); do echo "test $test ... ok"; done
          echo "::error file=src/cart.js,line=40::expected 90, got 81"
          for test in $(seq 200); do echo "cleaning up $test"; done
          exit 1
      - name: Publish
        run: echo published
`;

/** `it` for tests of log pages, with a job that failed. */
export const it = browserTest.extend('failed', { scope: 'file' }, ({ installation }) =>
  loggedJob(installation, 'demo/failed', FAILED, 'Test'),
);

/** Pushes a workflow to a new repository and waits until it has run. */
export async function loggedJob(
  installation: Installation,
  repository: string,
  workflow: string,
  name: string,
): Promise<LoggedJob> {
  const project = await installation.project(repository);
  const sha = await project.push({ files: { '.runbook/ci.yml': workflow } });
  const run = await installation.completed(sha);
  return logOf(run.id, await installation.job(run.id, name));
}

/** Pushes a workflow to a new repository and waits until a job of it is there and is as asked for. */
export async function jobAs(
  installation: Installation,
  repository: string,
  workflow: string,
  is: (job: GraphLegShape) => boolean,
): Promise<LoggedJob> {
  const project = await installation.project(repository);
  const sha = await project.push({ files: { '.runbook/ci.yml': workflow } });
  const run = await installation.runOf(sha);
  for (;;) {
    const job = await installation.job(run.id, 'job').catch(() => null);
    if (job !== null && is(job)) return logOf(run.id, job);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function logOf(run: number, { id }: { readonly id: number }): LoggedJob {
  return { run, job: id, address: addresses.log(run, id) };
}
