/** Whether the page stays at the end of a log that grows, and what came since it does not. */
export interface Following {
  readonly isOn: boolean;
  /** Lines that the log had when following stopped; those after it are new. */
  readonly seen: number;
}

/** What begins or ends following. */
export type FollowEvent =
  /** The page was scrolled by a person. */
  | {
      readonly kind: 'scrolled';
      readonly way: 'up' | 'down';
      readonly isAtEnd: boolean;
      readonly total: number;
    }
  /** The button was pressed. */
  | { readonly kind: 'asked' }
  /** A link, a search or a choice of lines leads elsewhere. */
  | { readonly kind: 'left'; readonly total: number };

/** At the end of the log. */
export const FOLLOWING: Following = { isOn: true, seen: 0 };

/** Following ends with any scrolling up, and begins again at the end. */
export function followAfter(before: Following, event: FollowEvent): Following {
  if (event.kind === 'asked') return FOLLOWING;
  if (event.kind === 'left' || event.way === 'up') return stopped(before, event.total);
  return event.isAtEnd ? FOLLOWING : before;
}

/** Lines that came since following stopped. */
export function newLines(following: Following, total: number): number {
  return following.isOn ? 0 : Math.max(0, total - following.seen);
}

function stopped(before: Following, total: number): Following {
  return before.isOn ? { isOn: false, seen: total } : before;
}
