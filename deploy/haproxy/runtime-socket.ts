import { connect } from 'node:net';

/** What HAProxy says to one command on its runtime socket; rejects when it cannot be reached. */
export function askHaproxy(socketPath: string, words: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('utf8');
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
    socket.end(`${words}\n`);
  });
}
