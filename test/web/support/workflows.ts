import type { Gate } from './gate.ts';

/** One job `build` that waits at a gate, prints a line and ends as told. */
export function gatedWorkflow(gate: Gate, conclusion: 'success' | 'failure' = 'success'): string {
  const end = conclusion === 'success' ? 'echo done' : 'echo broken; exit 1';
  return [
    'name: Gated',
    'on: push',
    'jobs:',
    '  build:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    `      - { name: Wait, run: ${JSON.stringify(`echo waiting; ${gate.wait}`)} }`,
    `      - { name: End, run: ${JSON.stringify(end)} }`,
    '',
  ].join('\n');
}
