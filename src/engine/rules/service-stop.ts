import { type Rule, sh } from '../rule';

export const serviceStop: Rule = {
  id: 'service-stop',
  disposition: 'hold',

  summary: 'Stops a running service, scales it to zero or takes it out of traffic.',
  why: 'Whoever uses it sees an outage from the first second.',
  instead: 'Restart one instance after the other, or scale down step by step and watch.',

  matches: ({ verb, resource }) => verb === 'stop' && STOPPABLE.has(resource.kind),
  // A restart of one thing comes back by itself.
  dispositionOf: ({ undo, reach }) => (undo === 'yes' && reach === 'resource' ? 'warn' : 'hold'),
  message: ({ resource, note }) => `would stop ${resource.address}${note ? ` (${note})` : ''}`,

  fires: [
    sh('kubectl scale deployment api --replicas=0'),
    sh('aws ecs update-service --cluster shop --service api --desired-count 0'),
    sh('aws ec2 stop-instances --instance-ids i-0abc'),
  ],
  silent: [
    sh('kubectl scale deployment api --replicas=3'),
    sh('aws ecs update-service --cluster shop --service api --desired-count 3'),
    sh('aws ec2 describe-instances'),
    sh('kubectl delete deployment api'),
  ],
};

const STOPPABLE: ReadonlySet<string> = new Set(['service', 'data-store', 'stack', 'infrastructure', 'network-control']);
