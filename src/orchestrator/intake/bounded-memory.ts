/** Remembers what was made of texts, by text, within a length of all texts; what was not used for longest goes first. */
export class BoundedMemory<Value> {
  readonly #limit: number;
  readonly #values = new Map<string, Value>();
  #characters = 0;

  /** @param limit UTF-16 units */
  constructor(limit: number) {
    this.#limit = limit;
  }

  has(text: string): boolean {
    return this.#values.has(text);
  }

  /** What `make` made of the text, now or before. */
  get(text: string, make: () => Value): Value {
    const known = this.#values.get(text);
    if (known !== undefined) {
      this.#values.delete(text);
      this.#values.set(text, known);
      return known;
    }
    const value = make();
    this.#values.set(text, value);
    this.#characters += text.length;
    for (const oldest of this.#values.keys()) {
      if (this.#characters <= this.#limit) break;
      this.#values.delete(oldest);
      this.#characters -= oldest.length;
    }
    return value;
  }
}
