/**
 * The line of a sorted table (`key|rest`) that stands under a key, without the key; `null` when there is none.
 * Halves the text instead of parsing it, so that a look-up costs the same in a large table as in a small one.
 */
export function lineUnder(table: string, key: string): string | null {
  let low = 0;
  let high = table.length;
  while (low < high) {
    const start = table.lastIndexOf('\n', ((low + high) >> 1) - 1) + 1;
    const found = table.indexOf('\n', start);
    const end = found < 0 ? table.length : found;
    const bar = table.indexOf('|', start);
    const name = bar < 0 || bar > end ? table.slice(start, end) : table.slice(start, bar);
    // Lines of provenance start with `#`, which sorts before every key.
    if (name === key && !name.startsWith('#')) return table.slice(bar + 1, end);
    if (start < low || name.startsWith('#') || name < key) low = Math.max(end + 1, low + 1);
    else high = start;
  }
  return null;
}
