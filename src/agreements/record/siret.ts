// A SIRET, by which Chorus Pro knows a debtor: fourteen digits of which the last is a key.

/** Luhn’s sum: from the right, every second digit counts twice. */
const sum = (digits: string): number =>
  [...digits].toReversed().reduce((total, digit, index) => {
    const counted = Number(digit) * (index % 2 === 0 ? 1 : 2)
    return total + (counted > 9 ? counted - 9 : counted)
  }, 0)

/** Why that is no SIRET; null when it is one. Its digits alone. */
export function siretFault(digits: string): string | null {
  if (!/^\d{14}$/.test(digits)) return 'Un SIRET a 14 chiffres.'
  if (sum(digits) % 10 !== 0)
    return 'Ce SIRET n’existe pas\u00a0: sa clé ne correspond pas. Vérifiez les chiffres.'
  return null
}

/** « 123 456 789 00017 »; empty: empty. */
export const writtenSiret = (digits: string): string =>
  digits.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1\u00a0$2\u00a0$3\u00a0$4')
