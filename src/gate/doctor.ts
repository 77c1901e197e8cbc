import { ADAPTERS } from '../assistants';
import type { Machine } from '../assistants/contract';
import type { UserFolder } from '../platform/folder';
import type { AssistantView } from '../protocol/messages';
import { canaryAnswers } from './canary';
import { versionOf } from './host-version';
import { assistantViews, markSeen, type Places } from './seen';

/** Fires the launcher as each guarded assistant's hook would, with a command that is always refused, and says of each what a person should know. */
export async function examine(machine: Machine, folder: UserFolder, places: Places, now: () => Date): Promise<readonly AssistantView[]> {
  const unanswered = new Set<string>();
  for (const { id, state } of assistantViews(machine, folder, places)) {
    const adapter = ADAPTERS.find((one) => one.id === id);
    if (adapter === undefined || state === 'not-guarded') continue;
    if (await canaryAnswers(folder, adapter)) markSeen(folder, id, now(), machine);
    else unanswered.add(id);
  }
  return describe(assistantViews(machine, folder, places).map((view) => (unanswered.has(view.id) ? { ...view, state: 'not-guarded', detail: `its hook did not answer a sign of life: look at ${folder.launcher}, or run Infrahold: Guard assistants… again` } : view)), machine);
}

/** With the version of each host, how long it gives a hook, and after which failures it runs the tool all the same. */
export function describe(views: readonly AssistantView[], machine: Machine): Promise<readonly AssistantView[]> {
  return Promise.all(
    views.map(async (view) => {
      const adapter = ADAPTERS.find(({ id }) => id === view.id);
      if (adapter === undefined || (!view.present && view.state === 'not-guarded')) return view;
      const version = await versionOf(machine, adapter);
      const facts = [version === null ? 'its version is not known' : `version ${version}`, `its hook has ${lasting(adapter.waitSeconds)}`, ...(view.state === 'not-guarded' ? [] : [`stays open when ${adapter.openWhen.join('; or ')}`])];
      return { ...view, detail: `${view.detail}. ${facts.join('; ')}` };
    }),
  );
}

function lasting(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60} minutes` : `${seconds} seconds`;
}
