import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/events/json.ts';
import { bringsFiles } from '../../../../src/workflow/validate/brings-files.ts';

describe('a step before a local action', () => {
  it.each<JsonObject>([
    { uses: 'actions/checkout@v4' },
    { uses: 'actions/checkout@v4', with: { 'fetch-depth': 0 } },
    { uses: 'actions/setup-node@v4', with: { 'node-version': 20 } },
    { run: '# Says hello.\necho "hello $NAME"\nls -la\n' },
    { run: 'echo "version=1" >> "$GITHUB_OUTPUT"' },
    { name: 'Nothing' },
  ])('brings no files: %o', (step) => {
    expect(bringsFiles(step)).toBe(false);
  });

  it.each<JsonObject>([
    { uses: 'actions/checkout@v4', with: { repository: 'octo/tools', path: 'tools' } },
    { uses: 'actions/checkout@v4', with: { Ref: 'release' } },
    { uses: 'actions/checkout@v4', with: '${{ fromJSON(vars.CHECKOUT) }}' },
    { uses: 'actions/download-artifact@v4' },
    { uses: 'actions/github-script@v7' },
    { uses: './actions/fetch' },
    { run: 'git clone https://git.example.com/octo/tools.git' },
    { run: './ci/bootstrap.sh' },
    { run: 'echo "name: A" > action.yml' },
    { run: 'echo "$(make actions)"' },
    { run: 'echo ready && make actions' },
  ])('may bring files: %o', (step) => {
    expect(bringsFiles(step)).toBe(true);
  });
});
