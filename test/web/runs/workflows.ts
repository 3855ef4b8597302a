/** A workflow with one step. */
export function oneStep(step: string, name = 'CI'): string {
  return `name: ${name}
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: ${JSON.stringify(step)}
`;
}

/** A workflow file with a mistake. */
export const INVALID = 'on: push\njobs: {}\n';

/** So many workflow files for pushes to the branch `many`, whose runs wait for a worker that nobody has. */
export function waitingWorkflows(count: number): Record<string, string> {
  const text = `on: { push: { branches: [many] } }
jobs:
  test: { runs-on: nowhere, steps: [{ run: make }] }
`;
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`.runbook/waiting-${index}.yml`, text]),
  );
}
