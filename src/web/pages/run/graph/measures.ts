/**
 * Sizes of what the graph draws, in CSS pixels. They are fixed, so that the graph's size is known before anything is
 * laid out or drawn, and nothing on the page moves when it is.
 */

/** Of a job. */
export const NODE_WIDTH = 200;
/** Of a job with one leg or none yet: its name, and two lines on how far it is. */
export const NODE_HEIGHT = 72;
/** Of the same of a matrix, above its legs. */
export const MATRIX_HEAD_HEIGHT = 60;
/** Of a leg in a matrix: what can be pressed is never smaller than 24 pixels, zoomed out. */
export const LEG_HEIGHT = 32;
/** Legs that are listed; of more there is the way to all of them. */
export const MOST_LEGS = 6;

/** Between a column of jobs and the next. */
export const COLUMN_GAP = 44;
/** Between what stands in a column. */
export const ROW_GAP = 16;
/** Of the place in a column that a line passes through. */
export const LANE_HEIGHT = 8;
/** Around the jobs of a called workflow, and above them for its name. */
export const CALL_PADDING = 12;
export const CALL_HEAD_HEIGHT = 30;
/** Around the graph. */
export const MARGIN = 16;

/** The greatest height of the graph's box. */
export const MOST_HEIGHT = 520;
/** Of the bar by which a graph is scrolled that is wider than its box. */
export const SCROLL_BAR = 16;
/** How far the graph is zoomed out to fit its box; what does not fit then is scrolled to. */
export const LEAST_ZOOM = 0.75;
