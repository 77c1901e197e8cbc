/**
 * What it means to disrupt something, by the words of the command (`stop-db-instance`, `cancel-operations`).
 *
 * routine     nobody notices: parameters set back, passwords changed, caches emptied
 * passing     a job, query or session that somebody started ends early
 * comes-back  a restart or failover: short, and over by itself
 * stops       whoever uses it sees an outage
 */
export type Stop = 'routine' | 'passing' | 'comes-back' | 'stops';

export function stopOf(words: string): Stop {
  if (/^(?:stop-execution|stop-pipeline-execution|stop-deployment|stop-replication-task|stop-automation-execution)$/.test(words)) return 'comes-back';
  if (ROUTINE.test(words)) return 'routine';
  if (PASSING.test(words)) return 'passing';
  return COMES_BACK.test(words) ? 'comes-back' : 'stops';
}

const ROUTINE =
  /^(?:reset-.*(?:parameter-group|attribute|setting|cache|counter|level|configuration|authorizers|iam|gtid|share)|rotate-|regenerate|renew|reset-.*(?:password|credential|pin|token|bookmark|secret|key|pw|ssl|ssh|nic|timeout|code|certs)|associate-|reset-windows|update-|modify-|apply-pending|set-|exit-standby|start-.*(?:maintenance|update)|batch-stop-update|invalidate|skip-|logout|execute-policy|register-|rollback-transaction|admin-reset|batch-reset|reset-service|reset-enabled|stop-gui|cancel-service|resize|scale|stop-(?:auto-?scaling|proactive)|disable-(?:debug|cors|dapr|remote-debug)|reschedule|migrate-|simulate|lock|cancel-(?:preview|lease|copy)|stop-backfill|stop-packet|packet-capture|connection-monitor|invalidate-cdn)/;
const PASSING =
  /^(?:(?:batch-)?(?:stop|cancel|abort|decline|reject|end|expire|pause|dismiss|recall|withdraw|kill|drain)-?.*(?:quer(?:y|ies)|statement|export|import|upload|download|build|builds|batch|batches|run|runs|session|sessions|invitation|invitations|handshake|command|commands|report|analysis|evaluation|assessment|search|job|jobs|request|requests|task|tasks|retrieval|archival|scan|meeting|contact|token|generation|recommendation|ingestion|suite-run|benchmark|transaction|operation|operations|op|creation|transfer|rotate-secret|step|steps|update|move|hold|order|workflow|synchronization|executions|rollouts?|grants|snoozes|migrations|deployment|deployments|archive|copy|remediation|packet-capture|execution|refresh|shift|transcription|conversion|classifier|recognizer|replay|resize|experiment|test|model|agreement|change|change-set|predictions?|recording|streaming|processing|sandbox|extension|listing|subscription|benefit-application|engagement|participant|deployment-(?:group|sub|mg|tenant)|rolling-upgrade|schedule|discoverer|scheduler)$)/;
const COMES_BACK =
  /^(?:reboot|restart|force-reboot|failover|switchover|swap|test-failover|promote|suspend-processes|enter-standby|start-zonal|rollback|stop-deployment|stop-execution|stop-pipeline|batch-reboot|disable-(?!disk|key|secret|user|service|https)|set-instance-health|stop-crawler|stop-trigger|stop-canary|disassociate-subnet|swap-label|redeploy|upgrade|perform-maintenance|reapply|pause-(?:schedule|trigger|queue|job|transfer)|unsubscribe)/;
