/**
 * Fixed ids, so that documents, tests and a person's notes can name what the
 * sandbox holds. The number is readable at the end of each GUID.
 */
function numbered(prefix: string, number: number): string {
  return `${prefix}0000-0000-4000-8000-${number.toString().padStart(12, '0')}`;
}

/** Tenant ids: 1 is contoso, 2 is fabrikam. */
export const tenantId = (number: number): string => numbered('7e4a', number);
/** Subscription ids: 1 production, 2 platform, 3 fabrikam. */
export const subscriptionId = (number: number): string => numbered('5b5c', number);
/** Object ids of people, applications and identities. */
export const objectId = (number: number): string => numbered('0b1d', number);
/** Client ids of applications and identities; the same number as their object id. */
export const clientId = (number: number): string => numbered('c11e', number);
/** Ids of role assignments made by the seed. */
export const assignmentId = (number: number): string => numbered('a551', number);
