import type { ResourceKind } from '../../model';

/** What sort of thing the noun of a cmdlet names, by the word it ends with: `azsqldatabase` is a database, `azkeyvaultsecret` a secret. Lower case. */
export function kindOfCmdletNoun(noun: string): ResourceKind {
  if (LOCAL.test(noun)) return 'other';
  // The longest ending says most: a security group is no group of people.
  let best: ResourceKind | null = null;
  let length = 0;
  for (const [kind, pattern] of ENDINGS) {
    const found = pattern.exec(noun)?.[0].length ?? 0;
    if (found <= length) continue;
    best = kind;
    length = found;
  }
  return best ?? (CLOUDS.test(noun) ? 'infrastructure' : 'other');
}

/** What lives only in a session, in a tool's settings, or is made again. */
const LOCAL = new RegExp(
  '^(?:variable|alias|module|psdrive|pssession\\w*|cimsession|job|scheduledjob|event|eventsubscriber|psbreakpoint|typedata|formatdata|psreadline\\w*|psrepository|psresourcerepository|packagesource|package|script|history|host|screen|' +
    'smbmapping|printer\\w*|printjob|dnsclientcache|azcontext|azdefault|azconfig|azaccount|mgcontext|transcript|jobtrigger|strings?|pstypename|mock|item\\w*|content|comment|lines?|poshthemes?|tempfiles?|temporary\\w*|cache|' +
    'dockerimage|buildartifacts?|artifacts?|nodemodules|pesterstate|environment(?:variable)?|path\\w*|function|object|member|property|array\\w*|whitespace|quotes?|accents?|prefix|suffix|extension|bom|proxy|certificatevalidation|appxpackage|appxprovisionedpackage|font\\w*|shortcut|startmenu\\w*|taskbar\\w*|desktop\\w*)$|' +
    '(?:pipelinerun|pipeline|build|run|execution|query|trace|tracesession|operation|import|export|capture|copyjob|debugsession)s?$',
);

const CLOUDS = /^(?:az|azurerm|azure|mg|msol|ec2|rds|s3|ecs|eks|lm|cfn|iam|r53|elb|as(?=[a-z])|ddb|sqs|sns|kms|sec|ssm|cf|ct|cw|efs|fsx|ecr|eb|glb|bak|es|ec|red|kin|msk|sfn|gce|gcs|gcsql|gcd|gke|gc|k8s|kube|vm|vi|nsx|ovh|oci|ibm|do|pnp|sp|cs|exo)/;

const ENDINGS: readonly (readonly [ResourceKind, RegExp])[] = [
  ['trivial', end('tag|tagvalue|label|dashboard|note|metadata|tagging|(?:az|azurerm)(?:resourcegroup|subscription|tenant|managementgroup)?deployment|workbook|view|savedsearch|thumbprint|photo|category')],
  ['protection', end('resourcelock|lock|deletionprotection|backupprotection|retention\\w*|immutabilitypolicy|immutability\\w*|legalhold|backuppolicy|backupplan|backupselection|protectionpolicy|recoveryservicesbackupprotectionpolicy|policyassignment|versioning|lifecycle\\w*|replication\\w*|replica|failovergroup|publicaccessblock|softdelete\\w*|branchpolicy|dlppolicy|dlpcompliance\\w*|compliance\\w*|bitlocker\\w*|encryption\\w*|mppreference|mpthreat|defender\\w*|conditionalaccesspolicy|mfa|multifactor\\w*|dynamicmembershiprule')],
  ['backup', end('snapshot|backup|recoverypoint|restorepoint|restorepointcollection|checkpoint|vmcheckpoint|backupvault|recoveryservicesvault|backupitem|image|ami|dbbackup|wbbackupset|wbsystemstatebackup|backuphistory|archive|shadowcopy')],
  ['identity', end('aduser|adgroup|adcomputer|adserviceaccount|adserviceprincipal|adsp\\w*|adapplication|adappcredential|adobject|adorganizationalunit|localuser|localgroup|mguser|mggroup|mgapplication|mgserviceprincipal|user|users|usersettings|group|groupmember|member|localgroupmember|role|rolemember|roleassignment|roledefinition|rolepolicy|policy|policyversion|userpolicy|grouppolicy|gpo|gplink|principal|serviceprincipal|application|identity|account|serviceaccount|permission|lmpermission|accesskey|accesspolicy|accessrule|accountpassword|userpassword|userpolic\\w*|loginprofile|instanceprofile|mailboxpermission|recipientpermission|sqllogin|login|dbauser|dbalogin|acl|openidconnectprovider|samlprovider|token|refreshtoken|membership|adtrust|trust|domain|addsdomaincontroller|domaincontroller|entitlement\\w*|consent\\w*|grant|subscriptionowner')],
  ['key', end('key|keyvault|secret|seccredential|credential|certificate|cert|keypair|managedhsm|keyvaultmanagedhsm|sshkey|keyalias|storageaccountkey|keydeletion|password|tpm|bitlockerkeyprotector|masterkey|columnencryptionkey|acmcertificate')],
  ['audit', end('trail|logging|diagnosticsetting|alarm|metricalert\\w*|alertrule|actiongroup|eventlog|loggroup|logstream|flowlog|auditing|auditlog|auditpolicy|detector|configrule|configurationrecorder|monitor|networkwatcher|wineventlog|securitycontact|unifiedauditlog\\w*|serveraudit|sqlaudit|insight|insights|logprofile')],
  ['network-control', end('dnszone|privatednszone|dnsrecord\\w*|dnsserverzone|dnsserverresourcerecord|dnsserver\\w*|zone|recordset|resourcerecordset|hostedzone|firewall|firewallrule|netfirewall\\w*|firewallprofile|networksecuritygroup|networksecurityrule\\w*|securitygroup|securitygroupingress|securitygroupegress|networkacl|networkaclentry|route|netroute|routetable|routeconfig|peering|vpcpeeringconnection|virtualnetwork|virtualnetworkpeering|virtualnetworkgateway\\w*|vpngateway|vpnconnection|vpc|vpcendpoint|subnet|virtualnetworksubnetconfig|internetgateway|natgateway|transitgateway\\w*|expressroute\\w*|gateway|publicipaddress|address|elasticip|netipaddress|netadapter|netnat|vmswitch|virtualswitch|vdswitch|virtualportgroup|bastion|frontdoor|wafwebacl|webacl|ingress|networkinterface|privateendpoint|dhcpserver\\w*|accepteddomain|connector|ipblock|distribution')],
  ['stack', end('resourcegroup|managementgroup|subscription|stack|stackset|stackinstance|deploymentstack|cfnstack|namespace|cluster|akscluster|aks|ekscluster|ecscluster|gkecluster|environment|ebenvironment|ebapplication|project|organization|organizationalunit|organization\\w*|tenant|team|site|spsite|spweb|tenantsite|pnptenantsite|spocsite|sposite|datacenter|workspace|machinelearningworkspace|appservicehostingenvironment|labs?|devtestlab|managedcluster|failovercluster|clusterresource|servicefabric\\w*|folder')],
  ['data-store', end('database|db|sql|sqlserver|sqlinstance|dbinstance|dbcluster|sqldatabase|mysqlserver|postgresqlserver|postgresqlflexibleserver|mysqlflexibleserver|mariadbserver|managedinstance|elasticpool|cosmosdb\\w*|cosmosdbaccount|rediscache|redis|redisenterprise\\w*|cachecluster|replicationgroup|storageaccount|rmstorageaccount|storagecontainer|storageshare|storageblob|storagetable|storagetablerow|storagequeue|storagefile|storagedirectory|datalake\\w*|datafactory\\w*|storage|bucket|gcsbucket|gcsobject|s3object|object|volume|ec2volume|disk|vmdisk|harddisk|vhd|virtualdisk|storagepool|partition|filesystem|fileshare|share|smbshare|nfsshare|datastore|table|ddbtable|ddbtableitem|index|item|topic|snstopic|queue|sqsqueue|eventhub|eventhub\\w*|servicebus\\w*|stream|kinstream|kinesisstream|kusto\\w*|synapse\\w*|search\\w*|searchservice|registry|containerregistry|containerregistry\\w*|repository|ecrrepository|mailbox|publicfolder|pnplist|pnplistitem|list|listitem|library|dataset|blob|efsfilesystem|fsxfilesystem|redcluster|escluster|domainname|esdomain|graph|recyclebin|recyclebinitem|shares|vault|record|entity|row|document')],
  ['service', end('vm|vmss|vmssvm|vmssinstance|instance|ec2instance|gceinstance|virtualmachine|virtualmachinescaleset|function|functionapp|functionappplan|lmfunction|webapp|webappslot|webapppool|website|appservice|appserviceplan|staticwebapp|springcloud\\w*|containergroup|containerapp|containerinstance|container|pod|deployment|statefulset|daemonset|replicaset|service|clusteredservice|ecsservice|ecstask|task|scheduledtask|process|computer|server|application|app|asautoscalinggroup|autoscalinggroup|loadbalancer|elb\\w*|nodepool|nodegroup|aksnodepool|batchjob|batchpool|pool|automationrunbook|automationaccount|logicapp|workflow|statemachine|sfnstatemachine|apimanagement\\w*|api|restapi|agrestapi|cdn\\w*|cdnprofile|cdnendpoint|signalr|hdinsightcluster|streamanalyticsjob|vapp|windowsfeature|windowsoptionalfeature|feature|node|clusternode|clustergroup|jobdefinition|endpoint|hostpool|sessionhost|wvd\\w*|webbinding|virtualdirectory|webapplication|msmq\\w*|vmhost')],
];

function end(words: string): RegExp {
  return new RegExp(`(?:${words})s?$`);
}
