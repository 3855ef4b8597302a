import type { Node, NodeProps } from '@xyflow/react';
import { memo, type ReactNode } from 'react';
import type { GraphJobShape } from '../../../../server/shapes/index.ts';
import { STATE_TONES, stateOf } from '../../../kit/state.ts';
import type { NamedJob } from '../jobs/job-names.ts';
import { isMatrix } from './graph-level.ts';
import { HiddenHandles } from './hidden-handles.tsx';
import styles from './job-node.module.css';
import { MatrixNode } from './matrix-node.tsx';
import { SingleNode } from './single-node.tsx';

/** What a node of the graph knows. React Flow wants the data of nodes to be open records. */
export interface JobNodeData extends Record<string, unknown> {
  readonly job: GraphJobShape;
  readonly name: string;
  /** The names of the calls around it, each with ` / ` behind. */
  readonly within: string;
  readonly names: ReadonlyMap<string, NamedJob>;
  readonly run: number;
}

/** A job in the graph. */
export const JobNode = memo(function JobNode({ data }: NodeProps<Node<JobNodeData, 'job'>>): ReactNode {
  const state = stateOf(data.job);
  return (
    <div className={styles['node']} data-tone={STATE_TONES[state]} data-state={state}>
      {isMatrix(data.job) ? <MatrixNode {...data} /> : <SingleNode {...data} />}
      <HiddenHandles />
    </div>
  );
});
