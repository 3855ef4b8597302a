/**
 * Sizes of what the graph draws, in CSS pixels. They are fixed, so that the graph's place is known before anything is
 * drawn, and told to the style sheet by the node's own width and height.
 */

/** Of a job. */
export const NODE_WIDTH = 216;
/** Of a job with one leg or none yet: its name, and two lines on how far it is. */
export const NODE_HEIGHT = 72;
/** Of a matrix, above its legs. */
export const MATRIX_HEAD_HEIGHT = 40;
/** Of a leg in a matrix: what can be pressed is never smaller than 24 pixels, zoomed out. */
export const LEG_HEIGHT = 32;
/** Below the legs of a matrix. */
export const MATRIX_FOOT_HEIGHT = 6;
/** Legs that are listed; of more there is a count. */
export const MOST_LEGS = 6;

/** Between a job and what needs it. */
export const RANK_GAP = 52;
/** Between jobs above each other. */
export const NODE_GAP = 20;
/** Around the jobs of a called workflow, and above them for its name. */
export const GROUP_PADDING = 14;
export const GROUP_HEAD_HEIGHT = 28;
/** Around the graph. */
export const MARGIN = 16;

/** The greatest height of the graph's box. */
export const MOST_HEIGHT = 520;
/** How far the graph is zoomed out to fit its box; what does not fit then is scrolled to. */
export const LEAST_ZOOM = 0.75;
