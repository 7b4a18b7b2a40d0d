// How tokens and doors call partners, products and classes: numbers that are public anyway, never those of a pass.
export const partnerName = (id: number): string => `p${id}`
export const productName = (id: number): string => `d${id}`

/** @returns null when it is no name of a product */
export function productOf(name: string): number | null {
  const [, digits] = /^d([1-9]\d{0,8})$/.exec(name) ?? []
  return digits === undefined ? null : Number(digits)
}

/** Of a product that has no class. */
export const ANY_CLASS = 'tous'
