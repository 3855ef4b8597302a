import type { Annotation } from '../../events/index.ts';
import type { WorkflowCommand } from './workflow-command.ts';

/** Annotations that are kept of one step; GitHub shows ten of each level. */
export const ANNOTATIONS_PER_STEP = 50;
/** Characters that are kept of an annotation's message. */
const MESSAGE_LIMIT = 8_192;
/** Characters that are kept of its title and of the path of its file. */
const PROPERTY_LIMIT = 1_024;

/** The annotation that an `error`, `warning` or `notice` command makes. Places that are not numbers are left out. */
export function annotationOf(
  level: Annotation['level'],
  command: WorkflowCommand,
  place: { readonly step: number; readonly logLine: number },
  mask: (text: string) => string,
): Annotation {
  const text = (name: string) => {
    const value = command.properties.get(name);
    return value === undefined || value === '' ? undefined : shorten(mask(value), PROPERTY_LIMIT);
  };
  const number = (name: string) => {
    const value = Number.parseInt(command.properties.get(name) ?? '', 10);
    return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  };
  return withoutAbsent({
    level,
    message: shorten(mask(command.data)),
    title: text('title'),
    file: text('file'),
    line: number('line'),
    endLine: number('endline'),
    column: number('col'),
    endColumn: number('endcolumn'),
    step: place.step,
    logLine: place.logLine,
  });
}

/** At most so many characters of a text that was masked; default: as many as an annotation's message may have. */
export function shorten(text: string, limit: number = MESSAGE_LIMIT): string {
  return text.length <= limit ? text : `${text.slice(0, limit)}...`;
}

type Present<Fields> = { [Key in keyof Fields]: Exclude<Fields[Key], undefined> };

function withoutAbsent(fields: {
  level: Annotation['level'];
  message: string;
  title: string | undefined;
  file: string | undefined;
  line: number | undefined;
  endLine: number | undefined;
  column: number | undefined;
  endColumn: number | undefined;
  step: number;
  logLine: number;
}): Annotation {
  const { level, message, step, logLine, ...optional } = fields;
  const present: Partial<Present<typeof optional>> = {};
  if (optional.title !== undefined) present.title = optional.title;
  if (optional.file !== undefined) present.file = optional.file;
  if (optional.line !== undefined) present.line = optional.line;
  if (optional.endLine !== undefined) present.endLine = optional.endLine;
  if (optional.column !== undefined) present.column = optional.column;
  if (optional.endColumn !== undefined) present.endColumn = optional.endColumn;
  return { level, message, ...present, step, logLine };
}
