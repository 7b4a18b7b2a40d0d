// An e-mail address; common slips of the finger get a suggestion.
import { textInput } from '#platform/ui/fields.ts'
import { isMailAddress } from '#platform/mail/message.ts'
import { common, fieldKind } from './kind.ts'
import { text } from './read.ts'
import { SAYS } from './words.ts'

// Only domains that give nobody an address: who really writes from one could not go on.
const SLIPS: Readonly<Record<string, string>> = {
  'gmial.com': 'gmail.com',
  'gmal.com': 'gmail.com',
  'gmail.con': 'gmail.com',
  'gamil.com': 'gmail.com',
  'hotmial.com': 'hotmail.com',
  'hotmail.con': 'hotmail.com',
  'hotmal.fr': 'hotmail.fr',
  'outlok.fr': 'outlook.fr',
  'outlook.con': 'outlook.com',
  'orage.fr': 'orange.fr',
  'ornage.fr': 'orange.fr',
  'wanado.fr': 'wanadoo.fr',
  'wanadou.fr': 'wanadoo.fr',
  'laposte.ner': 'laposte.net',
  'yaho.fr': 'yahoo.fr',
  'yahou.fr': 'yahoo.fr',
}

export const email = fieldKind<string>({
  type: 'email',
  fact: 'text',
  category: () => 'contact',
  roles: ['contactEmail'],
  judge(_field, raw) {
    const value = text(raw).replace(/\s/g, '')
    if (value === '') return { empty: true }
    if (!value.includes('@')) return { problem: SAYS.emailNoAt() }
    if (!isMailAddress(value)) return { problem: SAYS.emailPartial() }
    const [name, domain = ''] = value.split('@')
    const meant = SLIPS[domain.toLowerCase()]
    return meant === undefined ? { answer: value } : { problem: SAYS.emailMeant(`${name}@${meant}`) }
  },
  missing: () => SAYS.giveEmail(),
  control: (field, raw, showing) =>
    textInput({
      ...common(field, showing),
      kind: 'email',
      value: text(raw),
      autocomplete: field.autocomplete ?? 'email',
      medium: true,
    }),
  sample: () => 'l.morandat@courriel.example',
})
