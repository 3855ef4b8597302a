import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rulesPage } from '../../../scripts/docs/rules-page.ts';

it('docs/rules.md says what src/workflow/rules says; npm run docs:rules writes it anew', () => {
  const written = readFileSync(join(import.meta.dirname, '../../../docs/rules.md'), 'utf8');
  expect(written).toBe(rulesPage());
});
