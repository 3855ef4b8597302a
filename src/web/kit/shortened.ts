/** The front of a text that may be very long, with a mark where it was cut. @param most characters */
export function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
