// Where a duration of the register is changed.
export const RETENTION = '/administration/conservation'
export const durationHref = (entry: string, rule: string): string => `${RETENTION}/${entry}/${rule}`
