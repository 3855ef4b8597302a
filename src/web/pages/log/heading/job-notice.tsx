import type { ReactNode } from 'react';
import type { JobDetailShape } from '../../../../server/shapes/index.ts';
import { stateOf } from '../../../kit/state.ts';
import { Notice } from '../../../kit/notice.tsx';
import { noticeOf } from './job-words.ts';

/** Why a job waits, was skipped, or ended as no step of it says. */
export function JobNotice({ job }: { readonly job: JobDetailShape }): ReactNode {
  const notice = noticeOf(stateOf(job), job.reason);
  return notice === null ? null : <Notice tone={notice.tone}>{notice.text}</Notice>;
}
