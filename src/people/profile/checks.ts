// What values of the profile look like. Dates of birth are text: a presumed day or month is 00 (never parse them with Date).

const NAME = /^(?=.*\p{L})[^\p{C}<>]{1,200}$/u
const BIRTHDATE = /^(\d{4})-(\d{2})-(\d{2})$/
const MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
// A code of the official geographic codes (INSEE): a commune, Corsica included, or a country (99xxx).
const COG = /^(?:\d{5}|2[AB]\d{3})$/
/** The commune of whoever lives outside the territory, in so many words. */
export const ELSEWHERE = 'elsewhere'
// As typed by people: French numbers and international ones.
const PHONE = /^(?:\+|00)?\d{6,15}$/

const saysNot = (isRight: boolean, message: string): string | null => (isRight ? null : message)

/** Is it a day that exists? `00` for a day, or for a month and its day, is a presumed date: it exists. */
function isBirthdate(text: string): boolean {
  const [, year, month, day] = BIRTHDATE.exec(text)?.map(Number) ?? []
  if (year === undefined || month === undefined || day === undefined || year < 1850) return false
  if (month === 0) return day === 0
  const length = month === 2 && !isLeap(year) ? 28 : (MONTHS[month - 1] ?? 0)
  return day <= length
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

/** Each tells what is wrong with a text, in a French sentence, or null. */
export const checks = {
  name: (text: string) =>
    saysNot(NAME.test(text), 'Écrivez ce nom en lettres, comme sur votre pièce d’identité.'),
  birthdate: (text: string) => saysNot(isBirthdate(text), 'Cette date de naissance n’existe pas.'),
  gender: (text: string) =>
    saysNot(text === 'male' || text === 'female', 'Choisissez l’une des deux mentions de l’état civil.'),
  cog: (text: string) => saysNot(COG.test(text), 'Choisissez dans la liste.'),
  commune: (text: string) => saysNot(text === ELSEWHERE || COG.test(text), 'Choisissez dans la liste.'),
  phone: (text: string) =>
    saysNot(
      PHONE.test(text.replaceAll(/[\s.()-]/g, '')),
      'Écrivez un numéro de téléphone, par exemple 06 12 34 56 78.',
    ),
  address: (text: string) =>
    saysNot(
      text.trim().length >= 3 && text.length <= 300,
      'Écrivez le numéro, la rue, le code postal et la ville.',
    ),
} satisfies Record<string, (text: string) => string | null>
export type CheckId = keyof typeof checks
