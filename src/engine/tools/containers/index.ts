import type { Tool } from '../../model';
import { byDeeds, deed } from '../deeds';
import { docker, dockerCompose } from './docker';
import { VIRTUAL } from './machines';

/** On a node these take away what the cluster believes to be running. */
const crictl: Tool = byDeeds({ style: 'gnu', values: ['-r', '--runtime-endpoint', '-i', '--image-endpoint', '-t', '--timeout', '-c', '--config'] }, [
  deed('rmi', 'delete', 'regenerated', 'image'),
  deed('rm|rmp', 'delete', 'service', 'container'),
  deed('stop|stopp', 'stop', 'service', 'container', { reach: 'collection' }),
]);

const ctr: Tool = byDeeds({ style: 'gnu', values: ['-n', '--namespace', '-a', '--address', '-t', '--timeout'] }, [
  deed('images|image|i|content rm|remove|delete|del|prune', 'delete', 'regenerated', 'image'),
  deed('tasks|task|t|containers|container|c|c8s rm|remove|delete|del|kill', 'delete', 'service', 'container'),
  deed('namespaces|namespace|ns rm|remove', 'delete', 'stack', 'namespace'),
  deed('snapshots|snapshot rm|remove|delete', 'delete', 'data-store', 'snapshot'),
]);

export const CONTAINERS: Readonly<Record<string, Tool>> = {
  docker, podman: docker, 'podman-remote': docker, nerdctl: docker, finch: docker, 'docker-compose': dockerCompose, 'podman-compose': dockerCompose,
  crictl, ctr, ...VIRTUAL,
};
