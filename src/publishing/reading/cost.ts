// What an experience cost, as it compares. Pure.

/** In euros for each inhabitant; null where one of both is not known, or nobody lives. */
export const costOfEach = (cost: unknown, inhabitants: unknown): number | null =>
  typeof cost === 'number' && typeof inhabitants === 'number' && inhabitants > 0 ? cost / inhabitants : null

/** « 61 000 € », « 0,20 € »; `value` in euros. */
export function euros(value: number): string {
  const digits = Number.isInteger(value) ? 0 : 2
  return `${value.toLocaleString('fr-FR', { minimumFractionDigits: digits, maximumFractionDigits: 2 })}\u00a0€`
}
