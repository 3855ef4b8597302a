import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { memo, type ReactNode } from 'react';
import { STATE_TONES, stateOf } from '../../../kit/state.ts';
import type { NamedJob } from '../jobs/job-names.ts';
import { type GraphNode, isMatrix } from './graph-input.ts';
import styles from './job-node.module.css';
import { MatrixNode } from './matrix-node.tsx';
import { SingleNode } from './single-node.tsx';

/** What a node of the graph knows. */
export interface JobNodeData extends Record<string, unknown> {
  readonly node: GraphNode;
  readonly names: ReadonlyMap<string, NamedJob>;
  readonly run: number;
}

/** A job in the graph. */
export const JobNode = memo(function JobNode({ data }: NodeProps<Node<JobNodeData, 'job'>>): ReactNode {
  const { job } = data.node;
  const state = stateOf(job);
  return (
    <div className={styles['node']} data-tone={STATE_TONES[state]} data-state={state}>
      {/* React Flow draws no line to a node without them. */}
      <Handle type="target" position={Position.Left} isConnectable={false} className={styles['handle']} />
      {isMatrix(job) ? <MatrixNode {...data} /> : <SingleNode {...data} />}
      <Handle type="source" position={Position.Right} isConnectable={false} className={styles['handle']} />
    </div>
  );
});
