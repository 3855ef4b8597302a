import type { Annotation } from '../../events/index.ts';
import type { AnnotationShape } from '../shapes/index.ts';

/** An annotation in GitHub's shape. @param page where its job is shown */
export function annotationView(annotation: Annotation, page: string): AnnotationShape {
  const { file, level, message, title, logLine } = annotation;
  const line = (file === undefined ? undefined : annotation.line) ?? (logLine ?? 0) + 1;
  const lastLine = Math.max(line, annotation.endLine ?? line);
  const isWithinLine = line === lastLine;
  return {
    path: file ?? '.github',
    start_line: line,
    end_line: lastLine,
    start_column: isWithinLine ? (annotation.column ?? null) : null,
    end_column: isWithinLine ? (annotation.endColumn ?? annotation.column ?? null) : null,
    annotation_level: level,
    title: title ?? null,
    message,
    raw_details: null,
    blob_href: page,
  };
}
