import type { Condition, Statement, Words } from './policy-statements';

/** Whether a pattern of a policy (`s3:Delete*`) takes in everything another one does. */
export function covers(pattern: string, text: string): boolean {
  // The last star that was passed is tried again one character further, so that no pattern takes more than its length times the text's.
  let [at, star, mark] = [0, -1, 0];
  for (let i = 0; i < text.length; ) {
    if (pattern[at] === '*') [star, mark] = [at++, i];
    else if (pattern[at] === text[i] || (pattern[at] === '?' && text[i] !== '*')) [at, i] = [at + 1, i + 1];
    else if (star >= 0) [at, i] = [star + 1, ++mark];
    else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}

/** Whether one of the patterns takes a word in; of a list of exceptions, whether none of them is it. */
export function includes(words: Words, text: string): boolean {
  return words.items.some((item) => covers(item.text, text)) !== words.not;
}

/** Whether `wide` takes in everything that `narrow` does. Two lists of exceptions count as one: which exceptions there are is daily work. */
export function includesAll(wide: Words | null, narrow: Words | null): boolean {
  if (wide === null || narrow === null) return wide === narrow || wide === null;
  if (narrow.not) return wide.not ? !wide.items.some(({ text }) => text === '*') : wide.items.some(({ text }) => text === '*');
  return narrow.items.every(({ text }) => includes(wide, text));
}

/** What the conditions ask for beyond those of the other, by name. */
export function asksMore(conditions: readonly Condition[], than: readonly Condition[]): Condition[] {
  return conditions.filter(({ name }) => !than.some((one) => one.name === name));
}

/** Allowed for everybody, and nothing in the conditions says who. */
export function isPublic({ effect, principals, conditions }: Statement): boolean {
  if (effect !== 'allow' || principals === null) return false;
  return (principals.not || principals.items.some(({ text }) => text === '*')) && !conditions.some(narrows);
}

/** A condition that only some callers can fulfil, whatever they do. */
function narrows({ name, values }: Condition): boolean {
  const [operator = '', key = ''] = name.split(' ');
  if (/not/.test(operator) && !/^(?:forallvalues:|foranyvalue:)?(?:null)/.test(operator)) return false;
  return WHO.test(key) && !values.some((value) => /^(?:\*|0\.0\.0\.0\/0|::\/0|arn:aws:[\w-]*:\*:\*:\*|arn:aws:iam::\*:.*)$/.test(value));
}

const WHO =
  /^(?:aws:(?:source(?:account|arn|orgid|orgpaths|owner|ip|vpc|vpce|vpcarn)|principal(?:account|arn|orgid|orgpaths|isawsservice|servicename|servicenameslist|tag\/.*)|calledvia\w*|userid|username|vpcsourceip|viaawsservice)|kms:(?:calleraccount|viaservice)|sts:externalid|s3:(?:dataaccesspointaccount|dataaccesspointarn|accesspointnetworkorigin)|sns:endpoint|lambda:functionurlauthtype|elasticfilesystem:accessedviamounttarget|[\w.-]+:(?:sub|aud|amr|azp|repository|repository_owner))$/;
