import { effectOf } from '../../effects';
import type { Tool } from '../../model';
import { readFind } from './find-reading';
import { nothing } from './rm';
import { judged } from './targets';

/** `find … -delete`. What `-exec` starts is an invocation of its own and is not judged here. */
export const find: Tool = (invocation, context) => {
  const { deletes, targets } = readFind(invocation.args);
  if (!deletes) return [nothing(invocation, 'what is found')];
  return targets.map(({ word, deep, many }) => {
    const seed = judged(word, { verb: 'delete', recursive: deep }, invocation, context);
    return effectOf(invocation, many && seed.resource.kind === 'files' && seed.reach === 'resource' ? { ...seed, reach: 'collection' } : seed);
  });
};
