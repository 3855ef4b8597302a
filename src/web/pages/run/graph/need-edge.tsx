import type { Edge, EdgeProps } from '@xyflow/react';
import { memo, type ReactNode } from 'react';
import type { GraphEdge } from './graph-level.ts';
import styles from './need-edge.module.css';

type Need = Edge<{ readonly path: string; readonly progress: GraphEdge['progress'] }, 'need'>;

/** A need: a line that is drawn through once what was needed is over, dashed before. */
export const NeedEdge = memo(function NeedEdge({ data }: EdgeProps<Need>): ReactNode {
  return <path d={data?.path} className={styles['need']} data-progress={data?.progress} />;
});
