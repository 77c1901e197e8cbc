import type { Tool } from '../../model';
import { request } from './effects';
import { curlRequest, httpieRequest, wgetRequest } from './request';

const curl: Tool = (invocation, context) => request(curlRequest(invocation, context), invocation);
const wget: Tool = (invocation, context) => request(wgetRequest(invocation, context), invocation);
const httpie: Tool = (invocation) => request(httpieRequest(invocation), invocation);

export const HTTP: Readonly<Record<string, Tool>> = { curl, curlie: curl, wget, wget2: wget, http: httpie, https: httpie, httpie, xh: httpie, xhs: httpie };
