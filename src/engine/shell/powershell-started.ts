import type { Word } from '../model';
import type { Parameter } from './powershell-syntax';
import { known, type Value } from './powershell-values';

/** Gives the parameters of a script what it is started with: by name, cut short or not, then by place. A switch that is not given is false. */
export function bindParameters(variables: Map<string, Value>, parameters: readonly Parameter[], words: readonly Word[]): void {
  if (parameters.length === 0) return;
  const bound = new Set<string>();
  const loose: Word[] = [];
  let sure = true;
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] as Word;
    const [, written, glued] = /^[-\u2013]([A-Za-z_]\w*)(?::([^]*))?$/.exec(word.value) ?? [];
    if (written === undefined) {
      // A table of arguments may hold any of them.
      if (!word.known && /^@|^\$/.test(word.value)) sure = false;
      loose.push(word);
      continue;
    }
    const name = written.toLowerCase();
    if (name === 'whatif') variables.set('whatifpreference', known(isOff(glued) ? 'False' : 'True'));
    const own = parameters.find((one) => one.name === name) ?? parameters.find((one) => one.name.startsWith(name));
    if (!own) {
      if (/^(?:erroraction|ea|outvariable|ov|informationaction|warningaction|wa|errorvariable|ev)$/.test(name) && glued === undefined) i += 1;
      continue;
    }
    bound.add(own.name);
    if (own.isSwitch) variables.set(own.name, glued !== undefined && !isOff(glued) && !/^\$?true$/i.test(glued) ? { is: 'text', text: glued, known: false } : known(isOff(glued) ? 'False' : 'True'));
    else if (glued !== undefined) variables.set(own.name, { is: 'text', text: glued, known: word.known });
    else {
      i += 1;
      const value = words[i];
      if (value) variables.set(own.name, { is: 'text', text: value.value, known: value.known });
    }
  }
  for (const parameter of parameters) {
    if (bound.has(parameter.name)) continue;
    if (parameter.isSwitch) {
      if (sure && parameter.value === null) variables.set(parameter.name, known('False'));
      continue;
    }
    const next = loose.shift();
    if (next) variables.set(parameter.name, { is: 'text', text: next.value, known: next.known });
  }
}

function isOff(value: string | undefined): boolean {
  return value !== undefined && /^(?:\$?false|0)$/i.test(value);
}
