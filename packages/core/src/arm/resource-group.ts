/** The resource group an ARM id of any kind names, as spelled there; null when it names none. */
export function resourceGroupOf(resourceId: string): string | null {
  const parts = resourceId.split('/');
  const at = parts.findIndex((part) => part.toLowerCase() === 'resourcegroups');
  const name = at < 0 ? undefined : parts[at + 1];
  return name === undefined || name === '' ? null : name;
}
