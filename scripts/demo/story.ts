/** One scene of the demo: what is said before, and the command line that is run. */
export type Scene = { says: string; line: string };

/** What a newcomer wants to see, in about a minute. Each line is a real `apim` command. */
export const story: readonly Scene[] = [
  {
    says: 'A company with seven API Management services, and a storage account that somebody has backed some of them up to now and then. Lifeboat has never run here. It reads Azure and the storage, and puts the worst first:',
    line: 'apim services',
  },
  {
    says: 'contoso-prod gets a backup. In the real Azure this takes minutes; here it takes seconds:',
    line: 'apim backup contoso-prod --reason "before the release"',
  },
  {
    says: 'A backup restores into the same tier only. Azure says so when it is asked; Lifeboat says it before it asks:',
    line: 'apim restore contoso-dev --from latest:contoso-prod --confirm contoso-dev',
  },
  {
    says: 'Now a restore that works, into the standby. It overwrites contoso-dr, so its name has to be given, and what is in it now is backed up first:',
    line: 'apim restore contoso-dr --from latest:contoso-prod --confirm contoso-dr --reason drill',
  },
  {
    says: 'A backup silently stops being restorable after 30 days. Which service loses its last one soon?',
    line: 'apim expiring',
  },
];
