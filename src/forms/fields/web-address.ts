// The address of a page, which people follow: of the secure web, and of no other scheme.
import { isWebAddress } from '#platform/outside/web-address.ts'
import { textInput } from '#platform/ui/fields.ts'
import { asked, common, fieldKind } from './kind.ts'
import { text } from './read.ts'
import { SAYS } from './words.ts'

const MOST = 500

/** The address as browsers write it; null for what is none, by the rule of the links of rich texts. */
function webAddress(typed: string): string | null {
  const said = /^[a-z][a-z\d+.-]*:/i.test(typed) ? typed : `https://${typed}`
  if (!isWebAddress(said)) return null
  const { href } = new URL(said)
  return href.length <= MOST ? href : null
}

export const webAddressField = fieldKind<string>({
  type: 'web-address',
  fact: 'text',
  judge(_field, raw) {
    const typed = text(raw)
    if (typed === '') return { empty: true }
    const answer = webAddress(typed)
    return answer === null
      ? {
          problem: SAYS.webAddress(),
        }
      : { answer }
  },
  missing: (field) => SAYS.webAddressTo(asked(field)),
  control: (field, raw, showing) =>
    textInput({ ...common(field, showing), value: text(raw), kind: 'url', maxlength: MOST }),
  sample: () => 'https://www.exemple.fr/page',
})
