// As what a close collaborator acts for an elected member.
export const CAPACITIES = {
  cabinet: 'Cabinet',
  direction: 'Direction générale des services',
  secretariat: 'Secrétariat',
} as const
export type Capacity = keyof typeof CAPACITIES
