import { RULE_THEMES, type RulePage } from '../../src/workflow/rules/index.ts';

const INTRODUCTION = `# Rules

What \`runbook validate\` reports, and what the server says of a pushed file. An **error** is what GitHub refuses or what cannot run here; a **warning** is what GitHub runs although it is a mistake. \`runbook validate --explain RULE\` prints the same in the terminal. Every example on this page is run by the tests.

This page is made of \`src/workflow/rules\` by \`npm run docs:rules\`.
`;

/** docs/rules.md: the rules by theme, each with its page. */
export function rulesPage(): string {
  const contents = RULE_THEMES.map(
    ({ title, pages }) => `- ${title}: ${pages.map(({ rule }) => `[${rule}](#${rule})`).join(', ')}`,
  );
  const themes = RULE_THEMES.map(({ title, pages }) => `## ${title}\n\n${pages.map(section).join('\n')}`);
  return [INTRODUCTION, `${contents.join('\n')}\n`, ...themes].join('\n');
}

function section(page: RulePage): string {
  const { rule, severity, summary, why, bad, good, kind = 'workflow', files = {} } = page;
  const language = kind === 'commands' ? 'sh' : 'yaml';
  const parts = [
    `### ${rule}`,
    `**${capitalized(severity)}.** ${summary}`,
    why,
    `Wrong:\n\n${fenced(bad, language)}`,
    `Right:\n\n${fenced(good, language)}`,
    ...Object.entries(files).map(
      ([path, text]) => `With \`${path}\`:\n\n${fenced(text, /\.ya?ml$/.test(path) ? 'yaml' : '')}`,
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

function fenced(text: string, language: string): string {
  return `\`\`\`${language}\n${text.endsWith('\n') ? text : `${text}\n`}\`\`\``;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
