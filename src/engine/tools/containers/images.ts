import type { Context, Invocation, Lowered, Word } from '../../model';
import { readArguments } from '../options';

/**
 * `docker run hashicorp/terraform destroy`: the image's own program gets the words. `words` are those after `run`.
 * `null` when the image is not one that is a program, or another is started in it.
 */
export function imageProgram(invocation: Invocation, words: readonly Word[], context: Context): Lowered | null {
  const args = readArguments(words, { style: 'cobra', optionsFirst: true, values: VALUES });
  const image = args.positionals[0];
  const rest = args.positionals.slice(1);
  if (!image || args.has('--entrypoint')) return null;
  const program = programOf(image.value);
  const first = rest[0]?.value ?? '';
  // `docker run hashicorp/terraform terraform …` starts nothing; an image of a shell is read by the shell reader.
  if (program === null || first === '' || first === program) return null;
  const env = Object.fromEntries(args.values('-e', '--env').flatMap(({ value }) => (/^\w+=/.test(value) ? [[value.slice(0, value.indexOf('=')), value.slice(value.indexOf('=') + 1)]] : [])));
  return context.invoke({ ...invocation, program, command: { ...image, value: program }, args: rest, env: { ...invocation.env, ...env }, redirects: [] });
}

/** The program that an image is, where it is called like one. */
export function programOf(image: string): string | null {
  const name = image.replace(/[@:][^/]*$/, '');
  const own = name.slice(name.lastIndexOf('/') + 1);
  return OWN_NAME.has(own) ? own : (IMAGES.find(([shape]) => shape.test(name))?.[1] ?? null);
}

/** Images that are called like the program in them. */
const OWN_NAME: ReadonlySet<string> = new Set('terraform terragrunt kubectl helm helmfile pulumi packer vault consul nomad doctl eksctl flyctl rclone argocd velero liquibase flyway dbmate atlas sqitch mc'.split(' '));

const IMAGES: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)(?:opentofu|tofu)$/, 'tofu'],
  [/(?:^|\/)(?:aws-cli|awscli|aws)$/, 'aws'],
  [/(?:^|\/)pulumi(?:-\w+)?$/, 'pulumi'],
  [/^migrate\/migrate$/, 'migrate'],
  [/(?:^|\/)(?:gh|github-cli)$/, 'gh'],
  [/(?:^|\/)(?:git|alpine-git|alpine\/git)$/, 'git'],
];

const VALUES = '-a --attach -e --env --env-file -h --hostname --name -p --publish -u --user -v --volume -w --workdir -m --memory --network --net --mount --entrypoint --cpus --label -l --platform --pull --restart --add-host --cap-add --dns --gpus --ipc --log-driver --pid --security-opt --shm-size --tmpfs --ulimit --userns --volumes-from --runtime --device --cidfile'.split(' ');
