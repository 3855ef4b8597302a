/**
 * A compact notation of shapes: a property is its type (`?` at its end: may be null), another shape by name, or a
 * list of either.
 */
export type Notation = string | readonly [string];

/** The properties of a shape, all required. */
export interface Properties {
  readonly [property: string]: Notation;
}

/** Shapes by name. */
export interface Shapes {
  readonly [shape: string]: Properties;
}

export const text = 'string';
export const number = 'integer';
export const truth = 'boolean';
export const time = 'time';
