// Whom an information or a content is for: « Public », or an audience of the authority that says it.
import { type Audience, audiencesOf, checkReached, peopleText, PUBLIC, seenBy } from '#audiences'
import type { Read } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { html, type Html } from '#platform/html.ts'
import type { Choice } from '#platform/screens/field.ts'
import { notice } from '#platform/ui/feedback.ts'
import { territory } from '#territory'

/** What was addressed before. */
type Kept = { readonly audienceId: number }

/** Those that an authority may address, or that any of one’s own may. */
const mayAddress = (authorityId: number | null) => (audience: Audience) =>
  authorityId === null || audience.authorityId === null || audience.authorityId === authorityId

/** What the list of audiences holds. */
export async function audienceChoices(tx: Read, authorityId: number | null): Promise<Choice[]> {
  const place = await territory(tx)
  const found = (await audiencesOf(tx)).filter(mayAddress(authorityId))
  const isMixed = new Set(found.flatMap((one) => one.authorityId ?? [])).size > 1
  return found.map(({ id, name, authorityId: of }) => [
    String(id),
    isMixed && of !== null ? `${place.authority(of).name}\u00a0: ${name}` : name,
  ])
}

/** The one that was named, when that authority may address it. */
export const addressable = async (
  tx: Read,
  typed: string,
  authorityId: number,
): Promise<Audience | undefined> =>
  (await audiencesOf(tx)).filter(mayAddress(authorityId)).find(({ id }) => String(id) === typed)

/** The audience that was chosen. @throws BadInput for one of another authority, or that holds nobody, unless it was chosen before */
export async function addressee(
  tx: Read,
  typed: string,
  authorityId: number,
  kept?: Kept,
): Promise<Audience> {
  const found = await addressable(tx, typed, authorityId)
  if (found === undefined)
    throw new BadInput([{ field: 'audience', message: 'Choisissez un public de cette collectivité.' }])
  if (found.id !== kept?.audienceId) await checkReached(tx, found.rule, 'audience')
  return found
}

/** What was for some is now for everybody: said with their number; null when it is not so. */
export async function widened(tx: Read, to: Audience, kept?: Kept): Promise<Html | null> {
  const from = (await audiencesOf(tx)).find(({ id }) => id === kept?.audienceId)
  if (from === undefined || from.id === to.id || to.id !== PUBLIC) return null
  const people = peopleText(await seenBy(tx, from.rule))
  return notice('warn', `Montré jusqu’ici à ${people}`, html`<p>Ce le sera à tout le monde.</p>`)
}
