// A card that telephones read (vCard 4.0, RFC 6350). Pure.

export interface CardSaid {
  name: string
  job: string
  organisation: string
  unit: string
  phone: string
  mobile: string
  email: string
  /** JPEG; null when they agreed to show none. */
  photo: Buffer | null
}

/** What would end a value or a line is written otherwise (3.4). */
const escaped = (text: string): string =>
  text.replaceAll(/[\\,;]/g, String.raw`\$&`).replaceAll(/\r\n|\r|\n/g, String.raw`\n`)

/** At most 75 bytes a line, never within a character (3.2). */
function folded(line: string): string {
  const pieces: string[] = ['']
  let bytes = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (bytes + size > 75) {
      pieces.push(' ')
      bytes = 1
    }
    pieces.push(`${pieces.pop() ?? ''}${character}`)
    bytes += size
  }
  return pieces.join('\r\n')
}

const tel = (number: string): string => number.replaceAll(/[^\d+]/g, '')

export function vcardOf({ name, job, organisation, unit, phone, mobile, email, photo }: CardSaid): string {
  const said: readonly (readonly [property: string, value: string])[] = [
    ['FN', escaped(name)],
    ['TITLE', escaped(job)],
    ['ORG', `${escaped(organisation)};${escaped(unit)}`],
    ['TEL;TYPE="voice,work";VALUE=uri', phone === '' ? '' : `tel:${tel(phone)}`],
    ['TEL;TYPE="cell,work";VALUE=uri', mobile === '' ? '' : `tel:${tel(mobile)}`],
    ['EMAIL;TYPE=work', escaped(email)],
    ['PHOTO', photo === null ? '' : `data:image/jpeg;base64,${photo.toString('base64')}`],
  ]
  const lines = said
    .filter(([, value]) => value !== '')
    .map(([property, value]) => folded(`${property}:${value}`))
  return ['BEGIN:VCARD', 'VERSION:4.0', ...lines, 'END:VCARD', ''].join('\r\n')
}
