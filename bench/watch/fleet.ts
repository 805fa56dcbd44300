import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { putBackup, seenService } from '../store/history.ts';
import { configurationOf, openIn } from '../store/open.ts';

const hourMs = 3_600_000;
const backupsEach = 10;

/** What is measured on a fleet: how many services, and where its store and configuration are. */
export type Fleet = { services: number; place: string; at: number };

/**
 * Writes a fleet that has been watched for days: each service with ten daily backups, the newest a minute
 * old, and the operations that made them; just read, and due next in half a day.
 */
export async function writeFleet(place: string, services: number, at: number): Promise<Fleet> {
  await mkdir(place);
  const firstHour = new Date(at).getUTCHours() + 12;
  // Nobody listens there: what is raised is counted, not sent.
  const heard =
    'watch:\n  concurrency: 50\nnotify:\n  webhooks:\n    - url: https://hooks.contoso.test/apim\n';
  await writeFile(join(place, 'config.yaml'), `${heard}${configurationOf(services, firstHour)}`);
  const lifeboat = await openIn(place);
  await lifeboat.ports.store.update((draft) => {
    for (let service = 0; service < services; service += 1) {
      draft.put('service', seenService(service, at));
      for (let index = 0; index < backupsEach; index += 1)
        putBackup(draft.put, { service, index, at: at - 60_000 - index * 24 * hourMs }, at);
    }
  });
  await lifeboat.close();
  return { services, place, at };
}
