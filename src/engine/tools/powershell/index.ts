import type { Tool } from '../../model';
import { startProcess, stopProcess, taskkill } from './processes';
import { appcmd, bcdedit, cipher, diskpart, diskshadow, dsrm, forfiles, format, fsutil, iisreset, manageBde, mountvol, net, netsh, reagentc, runsPages, sc, schtasks, vssadmin, wbadmin, wevtutil, wmic } from './programs';
import { invokeSql } from './sql';
import { azureRequest, webRequest } from './web';

/** Cmdlets that are more than their verb and noun, and the programs of Windows. All other cmdlets are read by `cmdletAt`. */
export const POWERSHELL: Readonly<Record<string, Tool>> = {
  'start-process': startProcess, 'invoke-item': startProcess, 'stop-process': stopProcess, taskkill, tskill: taskkill,
  'invoke-restmethod': webRequest, 'invoke-webrequest': webRequest, 'invoke-azrestmethod': azureRequest, 'invoke-mggraphrequest': webRequest,
  'invoke-sqlcmd': invokeSql, 'invoke-sqlcmd2': invokeSql, 'invoke-dbaquery': invokeSql, 'invoke-mysqlquery': invokeSql, 'invoke-sqlquery': invokeSql,
  vssadmin, diskshadow, wbadmin, bcdedit, wmic, sc, net, net1: net, netsh, schtasks, wevtutil, cipher, fsutil, 'manage-bde': manageBde, reagentc, mountvol, iisreset, appcmd, dsrm, format, diskpart,
  forfiles, mshta: runsPages, regsvr32: runsPages, rundll32: runsPages,
};
