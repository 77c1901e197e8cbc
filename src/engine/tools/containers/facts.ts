import { variable } from '../../effects';
import type { Context, Facts, Invocation } from '../../model';
import type { Arguments } from '../options';

/** Which engine a container command talks to: an option, else the environment, else this machine's own. */
export function engineFacts(args: Arguments, invocation: Invocation, context: Context): Facts {
  const host = args.value('-H', '--host', '--url', '--connection')?.value ?? variable(invocation, context, 'DOCKER_HOST') ?? variable(invocation, context, 'CONTAINER_HOST') ?? undefined;
  const name = args.value('--context', '-c')?.value ?? variable(invocation, context, 'DOCKER_CONTEXT') ?? undefined;
  const elsewhere = invocation.wrappers.findLast((wrapper) => wrapper.elsewhere !== undefined)?.elsewhere;
  return {
    ...(name ? { 'docker-context': name } : {}),
    ...(host ? { host } : elsewhere ? { host: elsewhere } : {}),
  };
}

/** Whether the engine is one that others use. A developer's own containers come and go all day. */
export function isRemote(facts: Facts): boolean {
  const host = facts.host ?? '';
  if (host !== '' && !/^(?:unix|npipe|fd):|^tcp:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0)/.test(host)) return true;
  const name = facts['docker-context'] ?? '';
  return name !== '' && !/^(?:default|desktop-\w+|colima.*|orbstack|rancher-desktop|lima.*|podman.*|rootless|minikube|docker-desktop)$/.test(name);
}
