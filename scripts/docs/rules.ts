// Writes docs/rules.md: npm run docs:rules
import { writeFile } from 'node:fs/promises';
import { rulesPage } from './rules-page.ts';

await writeFile('docs/rules.md', rulesPage());
