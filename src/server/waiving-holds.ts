import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding } from '../engine/model';
import { lastDay, limitsOf, waiverFor } from '../engine/policy/judge';
import { parsePolicy } from '../engine/policy/parse';
import { waiverEntry, withWaiver } from '../engine/policy/waiver-text';
import { WORKSPACE_POLICY } from '../gate/policies';
import { hashOf } from '../gate/reviewed';
import { unreleasedText } from '../gate/unreleased-policy';
import { readWhole } from '../platform/files';
import { isWithin } from '../platform/windows';
import type { ProposeWaiverParams, WaiverResult } from '../protocol/messages';
import type { GuardedWindow } from './window';

/** The workspace's policy with a waiver for each thing that a hold is about. One that would cover nothing is not proposed. */
export function waiverForHold({ id, reason, until }: ProposeWaiverParams, window: GuardedWindow, today: string): WaiverResult {
  const hold = window.gate.holds().find((one) => one.id === id);
  if (!hold || hold.resolution !== null) return refused('this hold is over');
  if (!window.trusted()) return refused('this workspace is not trusted, so that nothing in it loosens');
  const cwd = hold.ask.proposals[0]?.cwd ?? '';
  const folder = window.folders().find((one) => isWithin(cwd, one));
  if (folder === undefined) return refused('it is not in a folder of this window, whose policy the waiver would stand in');
  const last = lastDay(today, limitsOf(window.policies.at(folder).policy).waiverDays);
  if (!/^\d{4}-\d\d-\d\d$/.test(until) || lastDay(until, 0) !== until || until < today || until > last) return refused(`a waiver ends on a day from ${today} to ${last}`);
  if (reason.trim() === '') return refused('a waiver says why');
  const held = hold.judged.findings.map(({ finding }) => finding).filter(({ disposition }) => disposition === 'hold');
  const path = join(folder, WORKSPACE_POLICY);
  const before = readWhole(path);
  const after = held.reduce<string | null>((text, finding) => withOne(text, finding, { folder, reason, until, author: window.person }), before);
  if (after === null || after === before) return refused('the policy there cannot take a waiver; put it right first');
  const { layer } = parsePolicy({ name: 'workspace', source: path, folder, loosens: true, text: after });
  const uncovered = held.find((finding) => layer === null || finding.rule === 'guard-tampering' || waiverFor({ layers: [layer], today }, finding.rule, finding.effect) === null);
  if (uncovered) return refused(`no waiver covers this: ${uncovered.message}`);
  const words = unreleasedText(path, after, window.folder, today)?.words ?? [];
  return { kind: 'proposed', uri: pathToFileURL(path).href, path, before, after, sha256: hashOf(after), words };
}

/** About this one thing, in this file or this environment. An entry that stands there already is not added twice. */
function withOne(text: string | null, { rule, effect }: Finding, { folder, reason, until, author }: { readonly folder: string; readonly reason: string; readonly until: string; readonly author: string }): string | null {
  const { resource, place, environment } = effect;
  const entry = {
    rule,
    resource: resource.address.replace(/[\\*?[\]{}()!+@]/g, '\\$&'),
    ...(place.in === 'file' && isWithin(place.path, folder) ? { path: relative(folder, place.path).replaceAll('\\', '/') } : {}),
    ...(environment.class === 'unknown' ? {} : { environment: environment.class }),
    until,
    reason: reason.trim(),
    author,
  };
  return text?.includes(waiverEntry(entry)) === true ? text : withWaiver(text, entry);
}

function refused(why: string): WaiverResult {
  return { kind: 'refused', why };
}
