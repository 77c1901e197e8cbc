const HIDDEN = '•••';

/** What is a secret by the word before it. The word stays, so that a reader knows what stood there. */
const NAMED = /((?:^|[\s"'{,;&?(-])(?:[\w.-]*[_.-])?(?:pass(?:word|wd|phrase)?|secrets?|tokens?|api[_-]?keys?|access[_-]?keys?|secret[_-]?access[_-]?key|auth|credentials?|private[_-]?key|pgpassword|mysql_pwd)["']?\s*(?:=|:)\s*["']?)([^\s"',;&]{3,})/gi;
const OPTION = /((?:^|\s)--?(?:[\w-]*(?:password|passwd|secret|token|api-key|apikey|access-key))(?:\s+|=)["']?)([^\s"'-][^\s"']*)/gi;
/** `user:password@host` of an address. */
const IN_URL = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)([^\s@/]+)(?=@)/gi;
const HEADER = /(\bauthorization:\s*(?:bearer|basic|token)\s+)([^\s"']+)/gi;
/** Keys that show by their form whose they are. */
const SHAPED = /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bgh[pousr]_[A-Za-z0-9]{20,}\b|\bgithub_pat_\w{20,}|\bglpat-[\w-]{16,}|\bxox[abprs]-[\w-]{10,}|\bsk-(?:ant-|proj-)?[\w-]{20,}|\bAIza[\w-]{30,}|\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;
/** `mysql -pSECRET`. */
const MYSQL = /(\bmysql\w*\b[^|;&\n]*?\s-p)([^\s"'|;&]{2,})/g;

/** A text with its secrets hidden. Rather a word too many than a key in a record. */
export function masked(text: string): string {
  return text
    .replace(SHAPED, HIDDEN)
    .replace(IN_URL, `$1${HIDDEN}`)
    .replace(HEADER, `$1${HIDDEN}`)
    .replace(OPTION, `$1${HIDDEN}`)
    .replace(NAMED, `$1${HIDDEN}`)
    .replace(MYSQL, `$1${HIDDEN}`);
}
