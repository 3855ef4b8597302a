import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import manifest from '../../../../package.json' with { type: 'json' };
import type { Problem } from '../../../events/index.ts';
import { RULE_PAGES, type RulePage } from '../../../workflow/rules/index.ts';
import type { CommandContext } from '../../terminal/output.ts';
import type { Report } from './report.ts';

/** For code scanning: one SARIF 2.1.0 log (OASIS), with the pages of the rules that were broken. */
export function sarifReport({ stdout }: CommandContext): Report {
  const results: object[] = [];
  const indexes = new Map<string, number>();
  return {
    add({ problems }) {
      for (const problem of problems) {
        const ruleIndex = indexes.get(problem.rule) ?? indexes.size;
        indexes.set(problem.rule, ruleIndex);
        results.push(resultOf(problem, ruleIndex));
      }
    },
    end: ({ unreadable }) =>
      stdout.write(`${JSON.stringify(logOf([...indexes.keys()], results, unreadable), null, 2)}\n`),
  };
}

function logOf(rules: readonly string[], results: readonly object[], unreadable: readonly string[]): object {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Runbook', version: manifest.version, rules: rules.map(descriptorOf) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: unreadable.length === 0,
            toolExecutionNotifications: unreadable.map((text) => ({ level: 'error', message: { text } })),
          },
        ],
        results,
      },
    ],
  };
}

function descriptorOf(rule: string): object {
  const page = RULE_PAGES.get(rule);
  if (page === undefined) return { id: rule };
  return {
    id: rule,
    shortDescription: { text: page.summary },
    fullDescription: { text: `${page.summary} ${page.why}` },
    defaultConfiguration: { level: page.severity === 'warning' ? 'warning' : 'error' },
    help: { text: helpText(page), markdown: helpMarkdown(page) },
  };
}

function helpText({ why, bad, good }: RulePage): string {
  return `${why}\n\nWrong:\n\n${bad}\nRight:\n\n${good}`;
}

function helpMarkdown({ why, bad, good }: RulePage): string {
  return `${why}\n\nWrong:\n\n\`\`\`yaml\n${bad}\`\`\`\n\nRight:\n\n\`\`\`yaml\n${good}\`\`\`\n`;
}

function resultOf(problem: Problem, ruleIndex: number): object {
  const { file, line, column, endLine, endColumn, severity, rule, message } = problem;
  return {
    ruleId: rule,
    ruleIndex,
    level: severity,
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file) },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
      },
    ],
  };
}

/** A relative path as a relative reference (RFC 3986), an absolute one as a `file:` URL. */
function uriOf(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href;
  return file.split('/').map(encodeURIComponent).join('/');
}
