import { dirname } from 'node:path';
import type { Effect, Invocation } from '../engine/model';
import { readArguments } from '../engine/tools/options';
import { known, listed, unknown } from './answers';
import { becomesOf } from './known';
import { pictureOf } from './picture';
import type { Becomes, Item, Preview } from './preview';
import { stateOf } from './terraform';
import { isUnder } from './terraform-command';
import { holdsData, itemOf } from './terraform-words';

/** What an edit of a configuration would do to what its state says exists, once it is applied. */
export const terraformEdits: Preview = {
  id: 'terraform-edits',
  matches: () => false,

  async look(question) {
    const state = await stateOf(question, { program: question.invocation.program, subcommand: 'apply', args: readArguments([], { style: 'go' }), folder: question.cwd });
    if (state.kind === 'nothing') return unknown(state.why);
    const { instances, source } = state;
    const becomes = ({ address }: { readonly address: string }): Becomes => {
      const effect = question.effects.find(({ resource }) => isUnder(address, resource.address));
      return effect === undefined ? { kind: 'kept' } : becomesOf(effect);
    };
    const items = question.effects.flatMap((effect): readonly Item[] => {
      const { address, type } = effect.resource;
      const touched = instances.filter((one) => isUnder(one.address, address));
      if (touched.length === 0) return [{ name: address, detail: 'not in the state: nothing of it exists', holdsData: false, becomes: { kind: 'kept' }, group: type }];
      return touched.map((one) => itemOf(one, becomesOf(effect), question));
    });
    return known(items.filter((item, i) => items.findIndex(({ name }) => name === item.name) === i), listed(source, 'once it is applied'), { picture: () => pictureOf(instances, becomes, (one) => holdsData(one, question)) });
  },
};

/** The folders of edited Terraform files, each as the run of Terraform that would come of it. */
export function editedFolders(effects: readonly Effect[]): readonly { readonly invocation: Invocation; readonly effects: readonly Effect[] }[] {
  const folders = new Map<string, Effect[]>();
  for (const effect of effects) {
    const { by, place, verb, resource } = effect;
    if (by !== null || place.in !== 'file' || !/\.(?:tf|tofu)(?:\.json)?$/.test(place.path) || !/\w\.\w/.test(resource.address) || verb === 'read' || verb === 'create') continue;
    folders.set(dirname(place.path), [...(folders.get(dirname(place.path)) ?? []), effect]);
  }
  return [...folders].map(([folder, own]) => ({ effects: own, invocation: { program: 'terraform', command: { value: 'terraform', known: true, glob: false, span: [0, 0] }, args: [], span: [0, 0], shell: 'bash', cwd: folder, env: {}, stdin: null, redirects: [], wrappers: [] } }));
}
