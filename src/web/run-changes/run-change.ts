/** What may be done to a run or one of its jobs. */
export type RunChange =
  | { readonly kind: 'cancel' | 'force-cancel' | 'rerun' | 'rerun-failed-jobs'; readonly run: number }
  | { readonly kind: 'rerun-job'; readonly run: number; readonly job: number };
