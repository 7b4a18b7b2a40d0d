// Is a content ready to be read? Asked before it is proposed, and before it is published.
import type { Read } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { notice } from '#platform/ui/feedback.ts'
import { quoted } from '#platform/ui/french.ts'
import { documentsIn } from '../documents/joined.ts'
import { missingOf, stumblesOn } from '../documents/words.ts'
import type { Kept } from '../record/queries.ts'
import { judgingIn, soundIn, stumblesIn } from '../types/fields.ts'
import { typeVersion } from '../types/kind.ts'
import { lastEdition, type Place } from './place.ts'

/** Documents that keep it from being read by all, and the way to mend them: before it is proposed or published. */
export async function documentsToMend({ at }: Place, tx: Read, kept: Kept): Promise<Html | null> {
  const found = stumblesOn(await documentsIn(tx, (await lastEdition(tx, kept)).documents))
  return found.length === 0
    ? null
    : notice(
        'warn',
        'Un document n’est pas lisible par tous',
        html`<p>À corriger dans <a href="${at}/${kept.id}/documents">Documents joints</a>&nbsp;: ${found.map(({ label }) => label).join(', ')}.</p>`,
      )
}

/** Nothing that is asked is missing, and nothing keeps somebody from reading it. @throws BadInput */
export async function checkWhole(tx: Read, kept: Kept): Promise<void> {
  const last = await lastEdition(tx, kept)
  const type = await typeVersion(tx, kept.type, last.typeVersion)
  const fields = soundIn(type, last.fields, await judgingIn(tx))
  const documents = await documentsIn(tx, last.documents)
  const missing = missingOf({ type, fields, documents }).map((label) => quoted(label))
  const refusing = [
    ...stumblesIn(type, fields).filter(({ refuses }) => refuses),
    ...stumblesOn(documents).map((one) => ({
      ...one,
      mend: `${one.mend} C’est dans «\u00a0Documents joints\u00a0».`,
    })),
  ]
  const said = [
    ...(missing.length === 0 ? [] : [`Il manque ${missing.join(', ')}\u00a0: complétez le texte d’abord.`]),
    ...refusing.map(({ label, said: wrong, mend }) => `${quoted(label)}\u00a0: ${wrong} ${mend}`),
  ]
  if (said.length > 0) throw new BadInput(said.map((message) => ({ field: '', message })))
}
