/**
 * Workflow commands: lines of a step's output that ask the worker for something. The grammar is GitHub's
 * (docs, "Workflow commands for GitHub Actions"): `::name key=value,key=value::data`, and the older
 * `##[name key=value;key=value]data`.
 */

/** A command as written, with escapes decoded. */
export interface WorkflowCommand {
  /** In lower case. */
  readonly name: string;
  /** By lower-case key. */
  readonly properties: ReadonlyMap<string, string>;
  readonly data: string;
}

const CURRENT = /^[ \t]*::([A-Za-z-]+)(?:[ \t]([^\n]*?))?::([^]*)$/;
const OLDER = /^[ \t]*##\[([A-Za-z-]+)(?:[ \t]([^\]\n]*))?\]([^]*)$/;

/** The command that a line is, or null where it is an ordinary line. */
export function parseWorkflowCommand(line: string): WorkflowCommand | null {
  const current = CURRENT.exec(line);
  if (current !== null) return command(current, ',', decodeProperty, decodeData);
  const older = OLDER.exec(line);
  return older === null ? null : command(older, ';', decodeOlder, decodeOlder);
}

function command(
  match: RegExpExecArray,
  separator: string,
  decodeValue: (text: string) => string,
  decodeRest: (text: string) => string,
): WorkflowCommand {
  const [, name = '', properties = '', data = ''] = match;
  const read = new Map<string, string>();
  for (const property of properties.split(separator)) {
    const equals = property.indexOf('=');
    if (equals <= 0) continue;
    read.set(property.slice(0, equals).trim().toLowerCase(), decodeValue(property.slice(equals + 1)));
  }
  return { name: name.toLowerCase(), properties: read, data: decodeRest(data) };
}

/** `%25` comes last: `%250A` is the text `%0A`. */
function decodeData(text: string): string {
  return text.replaceAll(/%0D/gi, '\r').replaceAll(/%0A/gi, '\n').replaceAll('%25', '%');
}

function decodeProperty(text: string): string {
  return decodeData(text.replaceAll(/%3A/gi, ':').replaceAll(/%2C/gi, ','));
}

function decodeOlder(text: string): string {
  return decodeData(text.replaceAll(/%3B/gi, ';').replaceAll(/%5D/gi, ']'));
}
