import { nearest } from '../../domain/nearest.ts';
import { entries, entry, type Finding, type Loose, text } from './finding.ts';

/** An approval for an environment that no service has. */
export function wrongApprovals(file: Loose): Finding[] {
  const wanted = text(entry(file.approvals).restore);
  const known = entries(file.services).flatMap(([, service]) => text(service.environment) ?? []);
  // A name that guards nothing would look like protection.
  if (wanted === null || known.includes(wanted)) return [];
  const message = 'names an environment that no service has';
  return [{ path: ['approvals', 'restore'], message, suggestion: nearest(wanted, known) }];
}
