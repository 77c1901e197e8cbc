/** A file that a program writes with what nobody here has seen. */
export interface Fetched {
  readonly path: string;
  readonly how: 'download' | 'decoded';
  /** The address, or the file that is decoded. */
  readonly from: string;
}

/** The file that a downloader or a decoder is told to write: `certutil -decode in out`, `openssl enc -d -out x`, `bitsadmin /transfer job URL file`. `null` for the rest. */
export function fetchedInto(program: string, words: readonly string[]): Fetched | null {
  const behind = (...names: readonly string[]) => words.find((_, i) => names.includes(words[i - 1] ?? '')) ?? words.map((word) => names.find((name) => name.startsWith('--') && word.startsWith(`${name}=`)) && word.slice(word.indexOf('=') + 1)).find(Boolean);
  const plain = words.filter((word) => !/^-\w|^\/[a-z?]+$/i.test(word));
  const address = words.find((word) => /^(?:https?|ftp):\/\//i.test(word));
  switch (program.toLowerCase()) {
    case 'certutil': {
      if (words.some((word) => /^[-/](?:decode|decodehex)$/i.test(word))) return made(plain[1], 'decoded', plain[0]);
      return address && words.some((word) => /^[-/](?:urlcache|URL|verifyctl)$/i.test(word)) ? made(plain.at(-1) === address ? lastOf(address) : plain.at(-1), 'download', address) : null;
    }
    case 'bitsadmin': return address ? made(words[words.indexOf(address) + 1], 'download', address) : null;
    case 'curl': return address ? made(behind('-o', '--output') ?? (words.some((word) => /^-\w*O|^--remote-name/.test(word)) ? lastOf(address) : undefined), 'download', address) : null;
    case 'wget': return address ? made(behind('-O', '--output-document') ?? lastOf(address), 'download', address) : null;
    case 'aria2c': return address ? made(behind('-o', '--out') ?? lastOf(address), 'download', address) : null;
    case 'openssl': return words.includes('-d') || words.includes('-decrypt') ? made(behind('-out'), 'decoded', behind('-in')) : null;
    case 'uudecode': return made(behind('-o'), 'decoded', plain.at(-1));
    case 'base64': case 'gbase64': case 'base32': return words.some((word) => /^(?:-[dD]|--decode)$/.test(word)) ? made(behind('-o', '--output'), 'decoded', behind('-i', '--input') ?? plain[0]) : null;
    case 'gpg': case 'gpg2': case 'age': return words.some((word) => /^(?:-d|--decrypt)$/.test(word)) ? made(behind('-o', '--output'), 'decoded', plain.at(-1)) : null;
    case 'xxd': return words.some((word) => /^-\w*r/.test(word)) ? made(plain[1], 'decoded', plain[0]) : null;
    default: return null;
  }
}

function made(path: string | undefined, how: Fetched['how'], from: string | undefined): Fetched | null {
  return path === undefined || path === '-' || path === '' ? null : { path, how, from: from ?? 'a file' };
}

function lastOf(address: string): string | undefined {
  return address.split(/[?#]/)[0]?.split('/').at(-1);
}
