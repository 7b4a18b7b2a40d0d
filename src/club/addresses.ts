// Addresses of the club.
export const HERE = '/territoires/club'
export const COMPARISON = `${HERE}/comparer`

/** Of the sheets that are compared, in their order. */
export const addressOfComparison = (ids: readonly number[]): string =>
  ids.length === 0 ? COMPARISON : `${COMPARISON}?${ids.map((id) => `fiche=${id}`).join('&')}`
