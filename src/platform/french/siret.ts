// SIREN and SIRET, by which INSEE knows an organisation and one of its places: nine digits, fourteen, of which the last is a key
// (Luhn’s; but for places of La Poste, too many for it).

/** Luhn’s sum: from the right, every second digit counts twice. */
const sum = (digits: string): number =>
  [...digits].toReversed().reduce((total, digit, index) => {
    const counted = Number(digit) * (index % 2 === 0 ? 1 : 2)
    return total + (counted > 9 ? counted - 9 : counted)
  }, 0)

const LA_POSTE = '356000000'

/** Digits of a place of La Poste, added up, are a multiple of five (INSEE, répertoire Sirene). */
const isOfLaPoste = (digits: string): boolean =>
  digits.startsWith(LA_POSTE) && [...digits].reduce((total, digit) => total + Number(digit), 0) % 5 === 0

/** Why that is no SIRET; null when it is one. Its digits alone. */
export function siretFault(digits: string): string | null {
  if (!/^\d{14}$/.test(digits)) return 'Un SIRET a 14 chiffres.'
  if (sum(digits) % 10 !== 0 && !isOfLaPoste(digits))
    return 'Ce SIRET n’existe pas\u00a0: sa clé ne correspond pas. Vérifiez les chiffres.'
  return null
}

/** Why that is no SIREN; null when it is one. Its digits alone. */
export function sirenFault(digits: string): string | null {
  if (!/^\d{9}$/.test(digits)) return 'Un SIREN a 9 chiffres.'
  if (sum(digits) % 10 !== 0)
    return 'Ce SIREN n’existe pas\u00a0: sa clé ne correspond pas. Vérifiez les chiffres.'
  return null
}

/** « 123 456 789 00017 »; empty: empty. */
export const writtenSiret = (digits: string): string =>
  digits.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1\u00a0$2\u00a0$3\u00a0$4')

/** « 123 456 789 » */
export const writtenSiren = (digits: string): string =>
  digits.replace(/^(\d{3})(\d{3})(\d{3})$/, '$1\u00a0$2\u00a0$3')
