import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { logAddress } from '../../../addresses.ts';
import { AnnotationEntry } from '../../../kit/annotation-entry.tsx';
import type { PlacedAnnotation } from './annotation-groups.ts';

/** An annotation of a run, with the job, the step and the line of the log that said it. */
export function AnnotationItem({
  placed: { annotation, leg, stepName },
  run,
}: {
  readonly placed: PlacedAnnotation;
  readonly run: number;
}): ReactNode {
  const { step, logLine } = annotation;
  const line = logLine === undefined ? undefined : logLine + 1;
  return (
    <AnnotationEntry annotation={annotation}>
      <Link href={logAddress(run, leg.id, line === undefined ? { step } : { step, line })}>
        {leg.name} › {stepName}
        {line !== undefined && `, line ${line.toLocaleString('en')}`}
      </Link>
    </AnnotationEntry>
  );
}
