/** A span of time in few characters: `840ms`, `12s`, `3m 05s`, `2h 07m`, `4d 3h`. @param milliseconds 0 or more */
export function durationText(milliseconds: number): string {
  const span = Math.max(0, milliseconds);
  if (span < 1_000) return `${Math.round(span)}ms`;
  const seconds = Math.floor(span / 1_000);
  // What ticks every second has no tenths.
  const hasTenths = span < 10_000 && span % 1_000 !== 0;
  if (seconds < 60) return hasTenths ? `${(Math.floor(span / 100) / 10).toFixed(1)}s` : `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m ${twoDigits(seconds % 60)}s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours}h ${twoDigits(minutes % 60)}m` : `${Math.floor(hours / 24)}d ${hours % 24}h`;
}

/** How long ago something was: `just now`, `2 min ago`, `3 h ago`, `5 d ago`, later its date. @param at, now milliseconds since 1970 UTC */
export function agoText(at: number, now: number): string {
  const seconds = Math.floor((now - at) / 1_000);
  // The server's clock may be ahead of the browser's.
  if (seconds < 10) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ago`;
  const days = Math.floor(hours / 24);
  return days < 30 ? `${days} d ago` : new Date(at).toISOString().slice(0, 10);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
