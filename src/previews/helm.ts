import { NOTHING } from '../engine/effects';
import type { Invocation, Word } from '../engine/model';
import { manifestsOf } from '../engine/tools/kubernetes/manifests';
import { type Arguments, readArguments } from '../engine/tools/options';
import { kubernetesName } from '../engine/kinds/kubernetes';
import { known, listed, textOf, unknown } from './answers';
import { cluster } from './kubernetes-ask';
import { itemOf, volumesBy } from './kubernetes-items';
import type { Item, Looked, Preview, Question } from './preview';

/** What a release made, as `helm get manifest` says, and how it stands in the cluster. Claims that a set made for itself are not in it, and stay. */
export const helm: Preview = {
  id: 'helm',
  matches: ({ program }, effects) => /^helm3?$/.test(program) && effects.some(({ verb, resource }) => verb === 'delete' && resource.type === 'helm-release'),

  async look(question) {
    const args = readArguments(question.invocation.args, { style: 'cobra', values: VALUES });
    const [, ...names] = args.positionals;
    const unread = names.find(({ known: isKnown }) => !isKnown);
    if (unread || names.length === 0) return unknown(unread ? `\`${unread.value}\` is only known when it runs` : 'which release it takes is not said');
    const where = WHERE.flatMap((name) => args.values(name).map(({ value }) => `${name === '-n' ? '--namespace' : name}=${value}`));
    const parts = await Promise.all(names.map((name) => released(question, name, where, args)));
    const failed = parts.find((part) => part.kind === 'unknown');
    if (failed) return failed;
    return known(parts.flatMap((part) => (part.kind === 'known' ? part.inventory.items : [])), parts.flatMap((part) => (part.kind === 'known' ? [part.inventory.source] : [])).join('; '), { where: args.value('--kube-context') ? { 'kube-context': args.value('--kube-context')?.value as string } : {} });
  },
};

const WHERE = ['-n', '--namespace', '--kube-context', '--kubeconfig', '--kube-apiserver', '--kube-as-user', '--kube-as-group', '--kube-ca-file', '--kube-tls-server-name'];
const VALUES = [...WHERE, '--kube-token', '--timeout', '--description', '--cascade'];

async function released(question: Question, name: Word, where: readonly string[], args: Arguments): Promise<Looked> {
  const said = textOf(await question.run(question.invocation.program, ['get', 'manifest', name.value, ...where], undefined, args.values('--kube-token').map(({ value }) => `--kube-token=${value}`)));
  if (said.kind === 'nothing') return unknown(`\`helm get manifest ${name.value}\` gave nothing (${said.why})`);
  const { objects } = manifestsOf([{ ...name, value: '-' }], [], { ...question.invocation, stdin: { kind: 'text', text: said.value, complete: true } }, { surroundings: question.surroundings, follow: () => NOTHING, invoke: () => NOTHING });
  const kept = keptBy(said.value);
  const live = await liveOf(question, args, objects);
  const items = objects.map(({ kind, name: own }): Item => {
    const found = live.items.find((item) => item.name.split(' ')[0] === `${kubernetesName(kind)}/${own}`);
    const stays = kept.has(`${kubernetesName(kind)}/${own}`);
    const item = found ?? { ...itemOf({ kind, metadata: { name: own } }, { kind: 'gone' }, null, null), detail: kind === 'Secret' ? 'its values are not read' : live.why === null ? 'not there now' : '' };
    return stays ? { ...item, holdsData: false, becomes: { kind: 'kept' }, detail: listed(item.detail, 'kept by its policy') } : item;
  });
  return known(items, listed(`what release ${name.value} made, as \`helm get manifest\` says`, live.why !== null && `how it stands now is not known: ${live.why}`));
}

/** `helm.sh/resource-policy: keep` leaves an object behind. */
function keptBy(manifest: string): ReadonlySet<string> {
  return new Set(manifest.split(/^---.*$/m).filter((text) => /helm\.sh\/resource-policy["']?:\s*["']?keep/.test(text)).flatMap((text) => {
    const kind = /^kind:\s*["']?([\w]+)/m.exec(text)?.[1];
    const name = /^metadata:\s*\n(?:\s+.*\n)*?\s+name:\s*["']?([\w.-]+)/m.exec(text)?.[1];
    return kind === undefined || name === undefined ? [] : [`${kubernetesName(kind)}/${name}`];
  }));
}

async function liveOf(question: Question, args: Arguments, objects: readonly { readonly kind: string; readonly name: string }[]): Promise<{ readonly items: readonly Item[]; readonly why: string | null }> {
  if (objects.length === 0) return { items: [], why: null };
  const opened = cluster({ ...question, invocation: asKubectl(question.invocation, args) }, 'kubectl');
  if (opened.kind === 'nothing') return { items: [], why: opened.why };
  // Secrets are not asked for: their values are nobody's business here.
  const names = objects.filter(({ kind, name }) => kind !== 'Secret' && name !== '').map(({ kind, name }) => `${kind.toLowerCase()}/${name}`).slice(0, 200);
  const [found, volumes] = await Promise.all([opened.value.get(...names), names.some((name) => name.startsWith('persistentvolumeclaim/')) ? opened.value.get('persistentvolumes') : null]);
  if (found.kind === 'nothing') return { items: [], why: found.why };
  const by = volumes?.kind === 'answered' ? volumesBy(volumes.value.objects) : null;
  return { items: found.value.objects.map((object) => itemOf(object, { kind: 'gone' }, by, args.value('-n', '--namespace')?.value ?? null)), why: found.value.partly };
}

/** The same cluster in kubectl's words. */
function asKubectl(invocation: Invocation, args: Arguments): Invocation {
  const word = (value: string): Word => ({ value, known: true, glob: false, span: invocation.span });
  const options = ([['--kube-context', '--context'], ['-n', '--namespace'], ['--namespace', '--namespace'], ['--kubeconfig', '--kubeconfig'], ['--kube-apiserver', '--server'], ['--kube-as-user', '--as'], ['--kube-as-group', '--as-group'], ['--kube-token', '--token'], ['--kube-ca-file', '--certificate-authority'], ['--kube-tls-server-name', '--tls-server-name']] as const).flatMap(([from, to]) => args.values(from).map(({ value }) => word(`${to}=${value}`)));
  return { ...invocation, program: 'kubectl', args: options };
}
