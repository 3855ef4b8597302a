/** YAML text to nodes with places, under limits that hold whatever the text is. */
import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  Parser,
  type CST,
  type Document,
  type ParsedNode,
} from 'yaml';
import type { Problem } from '../../events/problem.ts';
import type { Finding, SourceText, Span } from './source-text.ts';
import { explainMistake, firstMistake } from './yaml-mistakes/index.ts';

/** The longest file, in UTF-16 units. */
const MAX_SOURCE = 1024 * 1024;
/** The deepest nesting of a file. A parser that recursed near the end of its stack could end the process. */
const MAX_DEPTH = 100;

/** The most lexical parts (keys, values, signs, spaces) of a file: what bounds the time that reading it takes. */
const MAX_PARTS = 200_000;

/** A file's content as nodes, or why it has none. */
export type YamlContent =
  | { readonly root: ParsedNode; readonly problems: readonly Problem[] }
  | { readonly root: null; readonly problems: readonly Problem[] };

/** Reads a file's text. A leading byte order mark must be gone already. */
export function readYaml(source: SourceText): YamlContent {
  const unreadable = checkText(source);
  if (unreadable !== null) return failed(unreadable);
  const parsed = parse(source);
  if ('problem' in parsed) return failed(parsed.problem);
  const mistake = firstMistake(parsed.document?.errors ?? []);
  if (mistake !== undefined) {
    const { message, span } = explainMistake(source.text, mistake, parsed.quote);
    return failed(source.problem(error('yaml-syntax', message), span));
  }
  // Tags are refused with the value that has them.
  const warnings = (parsed.document?.warnings ?? [])
    .filter(({ code }) => code !== 'TAG_RESOLVE_FAILED')
    .map(({ message, pos: [start, end] }) =>
      source.problem({ severity: 'warning', rule: 'yaml-warning', message: `${message}.` }, { start, end }),
    );
  const root = parsed.document?.contents ?? null;
  if (root === null || (isScalar(root) && root.value === null && root.tag === undefined)) {
    const what = source.text.includes('#') ? 'has only comments' : 'is empty';
    const message = `The file ${what}; a workflow needs \`on\` and \`jobs\`, an action \`name\` and \`runs\`.`;
    return failed(source.problem(error('empty-file', message), START));
  }
  if (!isMap(root) && !isSeq(root) && !isScalar(root) && !isAlias(root)) {
    return failed(source.problem(error('yaml-syntax', 'The file has no content that YAML knows.'), START));
  }
  return { root, problems: warnings };
}

const START: Span = { start: 0, end: 0 };

function checkText(source: SourceText): Problem | null {
  const { text } = source;
  if (text.length > MAX_SOURCE) {
    return source.problem(
      error('file-too-large', `The file has ${text.length} characters; a workflow may have 1 MiB.`),
      START,
    );
  }
  const control = text.search(CONTROL);
  if (control < 0) return null;
  const code = text.charCodeAt(control).toString(16).toUpperCase().padStart(4, '0');
  const message = `The character U+${code} is not allowed in YAML; remove it.`;
  return source.problem(error('control-character', message), { start: control, end: control + 1 });
}

/** What YAML 1.2 does not admit (section 5.1): control characters other than tab and line ends. */
const CONTROL = /[^\P{Cc}\t\n\r\u0085]/u;

/** A document, and where the last quote opens: it is the one that is not closed, if one is. */
type Parsed =
  | { readonly document: Document.Parsed | null; readonly quote: number | null }
  | { readonly problem: Problem };

function parse(source: SourceText): Parsed {
  const tokens: CST.Token[] = [];
  const parser = new Parser();
  let parts = 0;
  let quote: number | null = null;
  for (const lexeme of new Lexer().lex(source.text)) {
    if (lexeme.startsWith('"') || lexeme.startsWith("'")) quote = parser.offset;
    for (const token of parser.next(lexeme)) tokens.push(token);
    parts += 1;
    if (parts > MAX_PARTS) {
      const message = `The file has more than ${MAX_PARTS} keys, values and signs.`;
      return { problem: source.problem(error('file-too-large', message), START) };
    }
    if (parser.stack.length > MAX_DEPTH) {
      const message = `The file is nested more than ${MAX_DEPTH} levels deep.`;
      return {
        problem: source.problem(error('nesting-too-deep', message), {
          start: parser.offset,
          end: parser.offset,
        }),
      };
    }
  }
  for (const token of parser.end()) tokens.push(token);
  let document: Document.Parsed | null = null;
  for (const composed of new Composer(OPTIONS).compose(tokens, true, source.text.length)) {
    if (document !== null) {
      return {
        problem: source.problem(
          error('yaml-syntax', 'The file has more than one document; remove the `---` and what follows it.'),
          { start: composed.range[0], end: composed.range[1] },
        ),
      };
    }
    document = composed;
  }
  return { document, quote };
}

/** Keys are checked for repeats by the conversion: the parser's own check takes quadratic time. */
const OPTIONS = { version: '1.2', schema: 'core', uniqueKeys: false, prettyErrors: false } as const;

function error(rule: string, message: string): Finding {
  return { severity: 'error', rule, message };
}

function failed(problem: Problem): YamlContent {
  return { root: null, problems: [problem] };
}
