import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import { ExpressionError, parseExpression, splitTemplate } from '../expressions/index.ts';
import { untrustedParts, type ExpressionFinding, type UntrustedPart } from '../types/index.ts';
import { inExpression } from './expressions.ts';
import type { Occurrence } from './occurrences.ts';
import type { Rule } from './rule.ts';

/** Texts that anybody may write, put into a script, which runs what stands in them. */
export const scriptInjection: Rule = ({ document, root, occurrences }) =>
  occurrences.flatMap((occurrence) => {
    if (!mayBeUntrusted(occurrence)) return [];
    const script = scriptAt(occurrence.path, root);
    if (script === null) return [];
    const direct = untrustedParts(occurrence.parsed.nodes);
    const parts: readonly InjectedPart[] =
      direct.length > 0 ? direct : variableParts(occurrence, [script.step, script.job, root]);
    return parts.map((part) => inExpression(document, occurrence, findingOf(part, script)));
  });

function mayBeUntrusted({ parsed }: Occurrence): boolean {
  return parsed.mentions.some(({ kind, name }) => kind === 'context' && SOURCES.has(name.toLowerCase()));
}

const SOURCES = new Set(['github', 'runbook', 'env']);

/** A script and where it stands. */
interface Script {
  readonly step: JsonObject;
  readonly job: JsonObject;
  /** How it reads a variable of its environment. */
  readonly read: (variable: string) => string;
}

/** The script that a value is: `run`, or the `script` of actions/github-script; null: it is none. */
function scriptAt(path: Occurrence['path'], root: JsonObject): Script | null {
  const [section, id, steps] = path;
  const key = path.at(-1);
  // The steps of an action, or of a job.
  const owner =
    section === 'runs' && id === 'steps'
      ? ['runs']
      : section === 'jobs' && steps === 'steps'
        ? path.slice(0, 2)
        : null;
  if (owner === null) return null;
  const isRun = key === 'run' && typeof path.at(-2) === 'number';
  if (!isRun && !(key === 'script' && path.at(-2) === 'with')) return null;
  const job = valueAt(root, owner);
  const step = valueAt(root, path.slice(0, isRun ? -1 : -2));
  if (!isJsonObject(job) || !isJsonObject(step)) return null;
  if (isRun) return { step, job, read: step['shell'] === 'pwsh' ? readInPowerShell : readInShell };
  const { uses } = step;
  if (typeof uses !== 'string' || !/^actions\/github-script@/i.test(uses)) return null;
  return { step, job, read: (variable) => `process.env.${variable}` };
}

function readInShell(variable: string): string {
  return `"$${variable}"`;
}

function readInPowerShell(variable: string): string {
  return `"$env:${variable}"`;
}

function valueAt(root: Json, path: Occurrence['path']): Json {
  let value = root;
  for (const segment of path) {
    if (isJsonObject(value)) value = value[segment] ?? null;
    else if (Array.isArray(value) && typeof segment === 'number') value = value[segment] ?? null;
    else return null;
  }
  return value;
}

/** What comes into the script. */
interface InjectedPart extends UntrustedPart {
  /** The variable that holds it. */
  readonly variable?: string;
}

/** Variables that an expression puts into the script, instead of the script reading them. */
function variableParts({ parsed }: Occurrence, owners: readonly JsonObject[]): InjectedPart[] {
  const whole = parsed.nodes.at(-1);
  if (whole?.kind !== 'property' || parsed.nodes[whole.of]?.kind !== 'context') return [];
  const [mention] = parsed.mentions;
  if (mention?.name.toLowerCase() !== 'env') return [];
  const value = owners.flatMap(({ env }) => (isJsonObject(env) ? (env[whole.name] ?? []) : [])).at(0);
  const [inner] = typeof value === 'string' ? partsOfTemplate(value) : [];
  return inner === undefined ? [] : [{ ...inner, node: whole, variable: whole.name }];
}

function partsOfTemplate(template: string): UntrustedPart[] {
  try {
    return splitTemplate(template).flatMap((segment) =>
      segment.kind === 'expression' ? untrustedParts(parseExpression(segment.expression).nodes) : [],
    );
  } catch (mistake) {
    // A rule of its own says so.
    if (mistake instanceof ExpressionError) return [];
    throw mistake;
  }
}

function findingOf({ node, path, asJson, variable }: InjectedPart, { read }: Script): ExpressionFinding {
  const { start, end } = node;
  const message = (): string => {
    const danger = `\`${path}\` ${asJson ? 'holds' : 'is'} what anybody may write, and becomes a part of the script, which runs it;`;
    if (variable !== undefined) return `${danger} read the variable instead, \`${read(variable)}\`.`;
    const name = nameFor(path);
    const value = asJson ? `toJSON(${path})` : path;
    return `${danger} give it as \`env\`, \`${name}: \${{ ${value} }}\`, and write \`${read(name)}\`.`;
  };
  return { severity: 'warning', rule: 'script-injection', start, end, message };
}

/** The last name of a path in the form of a variable. */
function nameFor(path: string): string {
  return (path.split('.').at(-1) ?? '').toUpperCase();
}
