import type { Tool } from '../../model';
import { readParameters } from './parameters';
import { inPlaceOf } from './processes';

/** `Invoke-RestMethod` and `Invoke-WebRequest` are `curl` with other names for its options. */
export const webRequest: Tool = (invocation, context) => {
  const parameters = readParameters(invocation.args);
  const one = (...names: string[]) => parameters.values(...names)[0];
  const method = one('method', 'custommethod');
  const body = one('body');
  const uri = one('uri') ?? parameters.positionals[0];
  if (!uri) return [];
  const headers = parameters.values('headers', 'contenttype');
  const target = one('outfile');
  return context.invoke(inPlaceOf(invocation, 'curl', [
    ...(method ? ['-X', { ...method, value: method.value.toUpperCase() }] : body ? ['-X', 'POST'] : []),
    ...headers.flatMap((header) => ['-H', header]), ...(body ? ['--data', body] : []), ...(target ? ['-o', target] : []), uri,
  ]));
};

/** `Invoke-AzRestMethod -Method DELETE -Path /subscriptions/…` */
export const azureRequest: Tool = (invocation, context) => {
  const parameters = readParameters(invocation.args);
  const method = parameters.values('method')[0];
  const path = parameters.values('path', 'uri')[0] ?? parameters.positionals[0];
  if (!path) return [];
  const uri = { ...path, value: /^https?:/i.test(path.value) ? path.value : `https://management.azure.com${path.value.startsWith('/') ? '' : '/'}${path.value}` };
  return context.invoke(inPlaceOf(invocation, 'curl', [...(method ? ['-X', { ...method, value: method.value.toUpperCase() }] : []), uri]));
};
