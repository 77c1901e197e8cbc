import { effectAt, lineAt } from '../effects';
import type { Format } from './format';
import { deploys } from './pipeline-words';
import { linesOf } from './places';

/** Jenkins pipelines: an `input` step or directive stops what stands below it until a person has answered. */
export const jenkinsGates: Format = {
  name: 'jenkins-gates',
  matches: (path, { before, after }) => /(?:^|\/)Jenkinsfile[^/]*$|\.(?:jenkinsfile|jenkins|groovy)$/i.test(path) && before !== null && after !== null && before.length + after.length < MAX_CHARACTERS && INPUT.test(before),
  change: ({ path, before, after }) => {
    const [old, now] = [withoutComments(before ?? ''), withoutComments(after ?? '')];
    const [olds, news] = [inputsIn(old), inputsIn(now)];
    if (news.length >= olds.length) return [];
    const kept = new Set(news.map(({ text }) => text));
    return olds.filter(({ text }) => !kept.has(text)).flatMap(({ at }) => {
      const left = guarded(old.slice(at), now);
      if (left === null) return [];
      const line = lineAt(old, at);
      return [effectAt(linesOf(path, 'before', line, line), { verb: 'unprotect', resource: { kind: 'protection', type: 'approval', address: `the step \`${left}\`` }, note: 'it waited for a person (input), and does not any more', undo: 'yes' })];
    });
  },
};

const MAX_CHARACTERS = 256 * 1024;

const INPUT = /(?<![\w.$])input[ \t]*(?:\(|\{|["']|(?:message|id|ok|submitter)\b)/;

function inputsIn(text: string): { readonly at: number; readonly text: string }[] {
  return [...text.matchAll(new RegExp(INPUT, 'g'))].map(({ index }) => ({ at: index, text: (text.slice(index).split('\n', 1)[0] ?? '').trim() }));
}

const STEP = /\bstage[ \t]*\([ \t]*["']([^"'\n]{1,200})["']|\b(?:sh|bat|powershell|pwsh)\b[ \t]*\(?[ \t]*(?:script[ \t]*:[ \t]*)?("""|'''|["'])([\s\S]{1,2000}?)\2|\bbuild[ \t]*\(?[ \t]*(?:job[ \t]*:)?[ \t]*["'][^"'\n]{1,200}["']/g;

/** What stood below the input, deploys, and stands there still. */
function guarded(below: string, now: string): string | null {
  for (const [all, stage, , command] of below.matchAll(STEP)) {
    if (now.includes(all) && deploys(stage ?? command ?? all, command ?? '')) return all.trim().slice(0, 80);
  }
  return null;
}

/** Comments are blanked, so that offsets stay where they are. A `//` inside of an address is none. */
function withoutComments(text: string): string {
  let out = '';
  for (let at = 0; at < text.length; ) {
    const found = text.slice(at).search(/(?<![:\\])\/\/|\/\*/);
    if (found < 0) return out + text.slice(at);
    const start = at + found;
    const ends = text[start + 1] === '*' ? text.indexOf('*/', start + 2) + 2 : text.indexOf('\n', start) + 1;
    const end = ends <= start ? text.length : text[start + 1] === '*' ? ends : ends - 1;
    out += text.slice(at, start) + text.slice(start, end).replace(/[^\n]/g, ' ');
    at = end;
  }
  return out;
}
