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
  type YAMLParseError,
} from 'yaml';
import type { Problem } from '../../events/problem.ts';
import type { Finding, SourceText, Span } from './source-text.ts';

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

/** What the parser says, in our words; codes that are not here keep the parser's. */
const SENTENCES: ReadonlyMap<string, string> = new Map([
  ['TAB_AS_INDENT', 'YAML is indented with spaces; replace the tab.'],
  ['MULTIPLE_DOCS', 'A workflow file holds one document; remove the `---` and what follows it.'],
  [
    'BAD_INDENT',
    'The indentation is wrong here: keys of one map must start at the same column, and brackets must be closed.',
  ],
  [
    'BLOCK_AS_IMPLICIT_KEY',
    'A second `: ` on the line would start another map; put the text in quotes, or the map on lines of its own.',
  ],
  ['MISSING_CHAR', 'A quote, bracket or colon is missing here.'],
  ['BAD_SCALAR_START', 'A text cannot start with this character; put it in quotes.'],
  ['MULTILINE_IMPLICIT_KEY', 'A key must stand on one line.'],
]);

/** Reads a file's text. A leading byte order mark must be gone already. */
export function readYaml(source: SourceText): YamlContent {
  const unreadable = checkText(source);
  if (unreadable !== null) return failed(unreadable);
  const parsed = parse(source);
  if ('problem' in parsed) return failed(parsed.problem);
  const errors = parsed.document?.errors ?? [];
  const [firstError] = errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
  if (firstError !== undefined) return failed(syntaxProblem(source, firstError));
  const warnings = (parsed.document?.warnings ?? []).map((warning) =>
    source.problem(
      { severity: 'warning', rule: 'yaml-warning', message: sentence(warning.message) },
      spanOf(warning),
    ),
  );
  const root = parsed.document?.contents ?? null;
  if (root === null || (isScalar(root) && root.value === null)) {
    return failed(
      source.problem(
        error(
          'empty-file',
          'The file is empty; a workflow needs `on` and `jobs`, an action `name` and `runs`.',
        ),
        START,
      ),
    );
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

type Parsed = { readonly document: Document.Parsed | null } | { readonly problem: Problem };

function parse(source: SourceText): Parsed {
  const tokens: CST.Token[] = [];
  const parser = new Parser();
  let parts = 0;
  for (const lexeme of new Lexer().lex(source.text)) {
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
        problem: source.problem(error('yaml-syntax', SENTENCES.get('MULTIPLE_DOCS') ?? ''), {
          start: composed.range[0],
          end: composed.range[1],
        }),
      };
    }
    document = composed;
  }
  return { document };
}

/** Keys are checked for repeats by the conversion: the parser's own check takes quadratic time. */
const OPTIONS = { version: '1.2', schema: 'core', uniqueKeys: false, prettyErrors: false } as const;

function syntaxProblem(source: SourceText, mistake: YAMLParseError): Problem {
  const message = SENTENCES.get(mistake.code) ?? `This is not valid YAML: ${sentence(mistake.message)}`;
  return source.problem(error('yaml-syntax', message), spanOf(mistake));
}

function spanOf({ pos: [start, end] }: { pos: [number, number] }): Span {
  return { start, end };
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

function error(rule: string, message: string): Finding {
  return { severity: 'error', rule, message };
}

function failed(problem: Problem): YamlContent {
  return { root: null, problems: [problem] };
}
