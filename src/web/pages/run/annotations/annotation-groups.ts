import type { Annotation } from '../../../../events/index.ts';
import type { GraphLegShape, GraphShape } from '../../../../server/shapes/index.ts';
import { ANNOTATION_LEVELS } from '../../../kit/annotation-levels.ts';

/** An annotation and where it comes from. */
export interface PlacedAnnotation {
  /** Stays the same while the run goes on. */
  readonly id: string;
  readonly annotation: Annotation;
  readonly leg: GraphLegShape;
  readonly stepName: string;
}

/** Annotations of one level. */
export interface AnnotationGroup {
  readonly level: Annotation['level'];
  readonly annotations: readonly PlacedAnnotation[];
}

/** The annotations of a run by level, failures first; within a level as the jobs, their steps and logs go. */
export function annotationGroups({ jobs }: GraphShape): readonly AnnotationGroup[] {
  const all = jobs.flatMap(({ legs }) => legs).flatMap(annotationsOf);
  return ANNOTATION_LEVELS.flatMap((level) => {
    const annotations = all.filter(({ annotation }) => annotation.level === level);
    return annotations.length === 0 ? [] : [{ level, annotations }];
  });
}

function annotationsOf(leg: GraphLegShape): readonly PlacedAnnotation[] {
  const names = new Map(leg.steps.map(({ number, name }) => [number, name]));
  return leg.annotations.map((annotation, index) => ({
    id: `${leg.id}-${index}`,
    annotation,
    leg,
    stepName: names.get(annotation.step) ?? `Step ${annotation.step}`,
  }));
}
