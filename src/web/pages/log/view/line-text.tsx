import type { CSSProperties, ReactNode } from 'react';
import type { LinePiece, ShownLine } from '../../../log-line/shown-line.ts';
import type { RunStyle, TerminalColour } from '../../../log-line/styled-runs.ts';
import styles from './line-text.module.css';

/** What a line says, with its colours, links and matches. */
export function LineText({
  id,
  line,
  isCurrentMatch,
}: {
  /** Of the element: what names the line refers to it. */
  readonly id: string;
  readonly line: ShownLine;
  readonly isCurrentMatch: boolean;
}): ReactNode {
  return (
    // Read by the copying of several lines.
    <span id={id} className={styles['text']} data-mark={line.mark} data-text>
      {line.pieces.map((piece) => (
        <Piece key={piece.from} piece={piece} isCurrentMatch={isCurrentMatch} />
      ))}
    </span>
  );
}

function Piece({
  piece,
  isCurrentMatch,
}: {
  readonly piece: LinePiece;
  readonly isCurrentMatch: boolean;
}): ReactNode {
  const text = piece.isMatch ? (
    <mark className={styles['match']} data-current={isCurrentMatch || undefined}>
      {piece.text}
    </mark>
  ) : (
    piece.text
  );
  const styled = piece.style === null ? text : <span {...lookOf(piece.style)}>{text}</span>;
  if (piece.address === null) return styled;
  return (
    <a href={piece.address} rel="noopener noreferrer" target="_blank" tabIndex={-1}>
      {styled}
    </a>
  );
}

/** The sixteen named colours are the design's own, light and dark; others are set, and kept readable by the style sheet. */
function lookOf(style: RunStyle): { readonly className: string; readonly style: CSSProperties } {
  const classes = [styles['run']];
  const set: Record<string, string> = {};
  if (style.colour !== null) {
    classes.push(styles[style.colour.kind]);
    set['--colour'] = valueOf(style.colour, style.ground === null ? 'text' : 'ground');
  }
  if (style.ground !== null) {
    classes.push(styles['grounded']);
    set['--ground-colour'] = valueOf(style.ground, 'ground');
  }
  for (const look of ['bold', 'dim', 'italic', 'underline', 'strikethrough'] as const) {
    if (style[look]) classes.push(styles[look]);
  }
  return { className: classes.join(' '), style: set };
}

/** @param use `ground`: with or as a background, where the design's text colours would not fit together */
function valueOf(colour: TerminalColour, use: 'text' | 'ground'): string {
  if (colour.kind === 'named') return `var(--terminal-${use}-${colour.number})`;
  return `rgb(${colour.red} ${colour.green} ${colour.blue})`;
}
