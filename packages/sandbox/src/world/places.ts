/** A region as Azure spells it, with the addresses its control plane calls storage from. */
export type Region = { name: string; display: string; controlPlaneIps: string[] };

/**
 * The regions of the sandbox. Real control-plane addresses are published per
 * region (how-to "disaster recovery", 2022 revision); these are documentation
 * addresses (RFC 5737), so that nobody copies them into a real firewall.
 */
export const regions: readonly Region[] = [
  { name: 'westeurope', display: 'West Europe', controlPlaneIps: ['198.51.100.10'] },
  { name: 'northeurope', display: 'North Europe', controlPlaneIps: ['198.51.100.20'] },
  { name: 'eastus', display: 'East US', controlPlaneIps: ['198.51.100.30'] },
];

/** Lower-cases a location and drops its spaces: `West Europe` is `westeurope`. */
export function normaliseLocation(location: string): string {
  return location.toLowerCase().replaceAll(' ', '');
}

/** How Azure displays a location; an unknown one is given back as it is. */
export function displayLocation(location: string): string {
  const name = normaliseLocation(location);
  return regions.find((region) => region.name === name)?.display ?? location;
}

/** The addresses the control plane of a region calls storage from; empty for an unknown region. */
export function controlPlaneIps(location: string): string[] {
  return (
    regions.find((region) => region.name === normaliseLocation(location))?.controlPlaneIps ?? []
  );
}
