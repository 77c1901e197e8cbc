/** R as the other languages write it, sign for sign in the same place: `<-` is `= `, `a$b` is `a.b`. Texts and comments stay. */
export function plainR(source: string): string {
  let out = '';
  let quote = '';
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at] as string;
    if (quote !== '') {
      out += char;
      if (char === '\\' && at + 1 < source.length) out += source[(at += 1)];
      else if (char === quote) quote = '';
      continue;
    }
    if (char === '#') {
      const end = source.indexOf('\n', at);
      const stop = end < 0 ? source.length : end;
      out += source.slice(at, stop);
      at = stop - 1;
    } else if (source.startsWith('<<-', at)) {
      out += '=  ';
      at += 2;
    } else if (source.startsWith('<-', at)) {
      out += '= ';
      at += 1;
    } else {
      if (char === '"' || char === "'") quote = char;
      out += char === '$' ? '.' : char;
    }
  }
  return out;
}
