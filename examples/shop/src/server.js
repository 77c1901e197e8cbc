import { createServer } from 'node:http';

createServer((request, response) => response.end('Welcome to the shop\n')).listen(Number(process.env.PORT ?? 8080));
