/**
 * The files that `GITHUB_ENV`, `GITHUB_OUTPUT` and `GITHUB_STATE` name (GitHub docs, "Environment files"):
 * `name=value`, or several lines between delimiters:
 *
 *     name<<DELIMITER
 *     first line
 *     DELIMITER
 */

/** A file that does not follow the form; the step fails, as on GitHub. */
export class EnvironmentFileError extends Error {
  override readonly name = 'EnvironmentFileError';
}

/** The pairs of a file, in its order, a repeated name once for each time. @throws EnvironmentFileError */
export function parseEnvironmentFile(text: string): [name: string, value: string][] {
  const lines = splitLines(text);
  const pairs: [string, string][] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      pairs.push([nameOf(line, equals), line.slice(equals + 1)]);
    } else if (heredoc >= 0) {
      const name = nameOf(line, heredoc);
      const delimiter = line.slice(heredoc + 2);
      if (delimiter === '')
        throw new EnvironmentFileError(`Line ${quote(line)} has no delimiter after "<<".`);
      const end = lines.indexOf(delimiter, index + 1);
      if (end < 0)
        throw new EnvironmentFileError(`The delimiter ${quote(delimiter)} of ${quote(name)} never comes.`);
      pairs.push([name, lines.slice(index + 1, end).join('\n')]);
      index = end;
    } else {
      throw new EnvironmentFileError(`Line ${quote(line)} is neither "name=value" nor "name<<DELIMITER".`);
    }
  }
  return pairs;
}

/** The lines of the file that `GITHUB_PATH` names: a folder each. */
export function parsePathFile(text: string): string[] {
  return splitLines(text).filter((line) => line !== '');
}

function splitLines(text: string): string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function nameOf(line: string, end: number): string {
  if (end === 0) throw new EnvironmentFileError(`Line ${quote(line)} has no name.`);
  return line.slice(0, end);
}

/** In full: what is cut before it is masked might show a part of a secret. */
function quote(text: string): string {
  return JSON.stringify(text);
}
