// Where a holder has their pass before them.
export const MINE = '/pass'
