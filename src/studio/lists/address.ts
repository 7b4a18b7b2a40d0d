// Where reference lists are written.
export const LISTS = '/administration/listes'

/** What every form may choose from is written by the metropolis. */
export const ACTION = 'definition.draft'

export const listAddress = (id: string): string => `${LISTS}/${id}`

/** In addresses beside those of lists. */
export const RESERVED: readonly string[] = ['nouvelle']
