/** The line of `after` where line `line` (from 1) of `before` stands, or stood: below the last line before it that is still there. */
export function matchedLine(before: string, after: string, line: number): number {
  const old = before.split('\n');
  const now = after.split('\n');
  const at = line - 1;
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  if (at < start) return line;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  if (at >= old.length - end) return now.length - (old.length - at) + 1;
  // Inside of what changed: the nearest line above that is there once, and only once, on both sides.
  for (let i = at; i >= start; i -= 1) {
    const one = old[i] as string;
    const found = now.indexOf(one, start);
    if (one.trim() !== '' && found >= 0 && now.indexOf(one, found + 1) < 0 && old.indexOf(one) === i) return Math.min(now.length, found + 1);
  }
  return Math.max(1, Math.min(start + 1, now.length));
}
