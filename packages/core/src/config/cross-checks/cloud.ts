import { cloudByName, cloudNames } from '../../domain/clouds.ts';
import { nearest } from '../../domain/nearest.ts';
import { entry, type Finding, type Loose, text } from './finding.ts';

const addresses = ['authorityHost', 'resourceManager', 'blobEndpoint'] as const;

/** A cloud of one's own without its addresses, and one of Microsoft's with others. */
export function wrongCloud(file: Loose): Finding[] {
  const cloud = entry(file.cloud);
  const name = text(cloud.name);
  if (name === null) return [];
  const ofMicrosoft = cloudByName(name) !== null;
  return addresses.flatMap((key): Finding[] => {
    if (ofMicrosoft && cloud[key] !== undefined) {
      // Records are kept under the cloud's name: two clouds under one name would mix theirs.
      const message = `cannot be changed under the name ${name}; give a cloud of your own a name of its own`;
      return [{ path: ['cloud', key], message }];
    }
    if (ofMicrosoft || cloud[key] !== undefined) return [];
    const meant = nearest(name, cloudNames);
    return [
      {
        path: ['cloud', key],
        message: `is missing for the cloud ${name}`,
        suggestion: meant === null ? null : `name: ${meant}`,
      },
    ];
  });
}
