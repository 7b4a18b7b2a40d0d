// Forms that write a content: a new one of a type, then each edition. What is asked follows from its type.
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import type { Choice } from '#platform/screens/field.ts'
import { WRITING } from '#platform/roles.ts'
import { authoritiesOf, territory } from '#territory'
import { beginContent, writeContent } from '../record/act.ts'
import type { Kept, Text } from '../record/queries.ts'
import { aboutChoices } from '../types/about.ts'
import { channelChoices, checkChannel } from '../types/channels.ts'
import { ABOUT, contentForm, judgingIn, shownIn, soundIn, valuesIn } from '../types/fields.ts'
import { contentTypes, type StandingType, typeVersion } from '../types/kind.ts'
import { checkPictures, pictureFields, picturesOfText } from '../types/pictures.ts'
import { themeChoices, themesOf } from '../types/themes.ts'
import { asked, backTo, lastEdition, type Place } from '../acts/place.ts'
import { wordOf } from '../acts/said.ts'

/** The type that the address names, as it is today. @throws NotFound */
async function typeAsked(tx: Read, { params }: Pick<Context, 'params'>): Promise<StandingType> {
  const found = (await contentTypes(tx)).find(({ type }) => type.id === params.type)
  if (found === undefined) throw new NotFound()
  return found
}

/** The type under which it is written now: that of today, or the last when it is withdrawn. */
async function typeOf(tx: Read, kept: Kept, { typeVersion: number }: Text): Promise<StandingType> {
  const standing = (await contentTypes(tx)).find(({ type }) => type.id === kept.type)
  return standing ?? { type: await typeVersion(tx, kept.type, number), version: number }
}

/** Units for which one writes: those of the authorities for which one publishes, or one’s own and those above. */
async function unitChoices(place: Place, tx: Read, authorityId?: number): Promise<Choice[]> {
  const known = await territory(tx)
  const own = place.isPublishing
    ? authoritiesOf(tx.actor, known, WRITING).flatMap(({ id }) => known.unitsOf(id))
    : tx.actor.memberships.flatMap(({ unitId }) => known.lineage(unitId)).map((id) => known.unit(id))
  const units = [...new Map(own.map((unit) => [unit.id, unit])).values()]
  return units
    .filter((unit) => authorityId === undefined || unit.authorityId === authorityId)
    .map(({ id, name, authorityId: of }) => [String(id), name, known.authority(of).name])
}

type Typed = Readonly<Record<string, unknown>>

const chosenIn = (choices: readonly Choice[], typed: unknown): boolean =>
  choices.some(([value]) => value === typed)

/** What it may name: themes, pictures of the authority, and those that it named before. */
interface Within {
  themes: readonly string[]
  authorityId: number
  pictures?: readonly string[]
  /** What its questions were answered before. */
  before?: Readonly<Record<string, unknown>>
}

/** What was typed, once it is judged by what lists hold. @throws BadInput beside what is none of them */
async function textIn(
  tx: Read,
  typed: Typed,
  { type, version }: StandingType,
  { themes, authorityId, pictures = [], before }: Within,
): Promise<Text> {
  const { title, summary, theme } = typed
  const picture = typeof typed.picture === 'string' ? typed.picture : null
  await checkPictures(tx, authorityId, type, { values: valuesIn(type, typed), picture }, pictures)
  await checkChannel(tx, type, authorityId, { typed, ...(before === undefined ? {} : { before }) })
  const places = await aboutChoices(tx)
  const wrong = ABOUT.filter((name) => !chosenIn(places, typed[name]))
  if (wrong.length > 0)
    throw new BadInput(wrong.map((field) => ({ field, message: 'Choisissez dans la liste.' })))
  if (theme !== '' && !themes.includes(String(theme)))
    throw new BadInput([{ field: 'theme', message: 'Choisissez une rubrique de la liste.' }])
  const about = [...new Set(ABOUT.map((name) => String(typed[name])).filter((key) => key !== ''))]
  return {
    typeVersion: version,
    ...{ title: String(title), summary: String(summary), theme: String(theme), about, picture },
    fields: valuesIn(type, typed),
  }
}

/** The unit that was chosen. @throws BadInput */
async function unitIn(place: Place, tx: Read, typed: Typed, authorityId?: number) {
  const choices = await unitChoices(place, tx, authorityId)
  if (!chosenIn(choices, typed.unit))
    throw new BadInput([{ field: 'unit', message: 'Choisissez un service de la liste.' }])
  return (await territory(tx)).unit(Number(typed.unit))
}

async function choicesFor(place: Place, tx: Read, themes: readonly Choice[], authorityId?: number) {
  const places = await aboutChoices(tx)
  return {
    theme: themes,
    unit: [['', 'Choisissez'] as const, ...(await unitChoices(place, tx, authorityId))],
    ...Object.fromEntries(ABOUT.map((name) => [name, places])),
  }
}

const aboutTyped = (about: readonly string[]) =>
  Object.fromEntries(ABOUT.map((name, at) => [name, about[at] ?? '']))

const themesHere = async (tx: Read, authorityId: number, kept: string): Promise<string[]> => [
  ...(await themesOf(tx, authorityId)),
  kept,
]

/** The unit in which one works, when it is among these; the only one there is. */
function ownUnit(tx: Read, units: readonly Choice[]): string {
  const offered = new Set(units.map(([id]) => id))
  const own = tx.actor.memberships.map(({ unitId }) => String(unitId)).find((id) => offered.has(id))
  return own ?? (units.length === 1 ? (units[0]?.[0] ?? '') : '')
}

/** The authority that one writes for, when nothing says it yet. */
const homeAuthority = async (tx: Read): Promise<number> =>
  tx.actor.memberships[0]?.authorityId ?? (await territory(tx)).metropolis.id

/** Of what a new one is: the unit that was chosen, or the space that the address names. @throws BadInput; NotFound */
async function begunIn(place: Place, tx: Read, ctx: Pick<Context, 'params'>, typed: Typed) {
  const space = await place.room?.begun(tx, ctx)
  if (space !== undefined) return { authorityId: space.authorityId, unitId: null, spaceId: space.spaceId }
  const unit = await unitIn(place, tx, typed)
  return { authorityId: unit.authorityId, unitId: unit.id }
}

/** A new one, of the type that the address names. */
const newRoutes = (place: Place): Route[] =>
  place.form({
    at: `${place.newAt}/:type`,
    action: place.begins,
    title: 'Écrire un contenu',
    form: async (tx, ctx) =>
      contentForm((await typeAsked(tx, ctx)).type, await judgingIn(tx), place.room === undefined),
    button: 'Enregistrer le brouillon',
    back: { href: place.newAt, label: 'Choisir un autre type' },
    async shown(tx, ctx) {
      const { type } = await typeAsked(tx, ctx)
      const space = await place.room?.begun(tx, ctx)
      const authorityId = space?.authorityId ?? (await homeAuthority(tx))
      const units = await unitChoices(place, tx)
      return {
        title: `${type.title}\u00a0: nouveau contenu${space === undefined ? '' : `, ${space.name}`}`,
        typed: { unit: ownUnit(tx, units), ...aboutTyped([]) },
        choices: {
          ...(await choicesFor(place, tx, await themeChoices(tx, authorityId))),
          ...(await channelChoices(tx, type, authorityId)),
          ...(await pictureFields(tx, type, authorityId, null)),
        },
      }
    },
    async act(tx, typed, ctx) {
      const standing = await typeAsked(tx, ctx)
      const where = await begunIn(place, tx, ctx, typed)
      const themes = [
        ...(await themesOf(tx, where.authorityId)),
        ...(await themesOf(tx, await homeAuthority(tx))),
      ]
      const { authorityId } = where
      const text = await textIn(tx, typed, standing, { themes, authorityId })
      const id = await beginContent(tx, { ...where, type: standing.type.id }, text)
      return redirect(`${place.at}/${id}`, 'Le brouillon est enregistré\u00a0: relisez-le ci-dessous.')
    },
  })

/** Its text: each save is an edition. */
const changeRoutes = (place: Place): Route[] =>
  place.form({
    at: `${place.at}/:contenu/texte`,
    action: place.writes,
    title: 'Modifier un contenu',
    async form(tx, ctx) {
      const kept = await asked(place, tx, ctx)
      const { type } = await typeOf(tx, kept, await lastEdition(tx, kept))
      return contentForm(type, await judgingIn(tx), place.room === undefined)
    },
    button: 'Enregistrer',
    back: backTo(place),
    async shown(tx, ctx) {
      const kept = await asked(place, tx, ctx)
      const last = await lastEdition(tx, kept)
      const { type } = await typeOf(tx, kept, last)
      const { title, summary, theme, about, fields } = last
      return {
        title: `Modifier «\u00a0${title}\u00a0»`,
        intro: await wordOf(tx, kept),
        typed: {
          title,
          summary,
          theme,
          ...shownIn(type, soundIn(type, fields, await judgingIn(tx))),
          unit: String(kept.unitId),
          picture: last.picture ?? '',
          ...aboutTyped(about),
        },
        version: kept.version,
        choices: {
          ...(await choicesFor(place, tx, await themeChoices(tx, kept.authorityId, theme), kept.authorityId)),
          ...(await channelChoices(tx, type, kept.authorityId, fields)),
          ...(await pictureFields(tx, type, kept.authorityId, last.picture)),
        },
      }
    },
    async act(tx, typed, ctx, version) {
      const kept = await asked(place, tx, ctx)
      const last = await lastEdition(tx, kept)
      const unit = place.room === undefined ? await unitIn(place, tx, typed, kept.authorityId) : undefined
      const themes = await themesHere(tx, kept.authorityId, last.theme)
      const standing = await typeOf(tx, kept, last)
      const pictures = picturesOfText(standing.type, last.fields, last.picture)
      const { authorityId } = kept
      const before = last.fields
      const text = await textIn(tx, typed, standing, { themes, authorityId, pictures, before })
      await writeContent(tx, kept.id, version, text, unit?.id)
      return redirect(`${place.at}/${kept.id}`, 'C’est enregistré.')
    },
  })

export const textRoutes = (place: Place): Route[] => [...newRoutes(place), ...changeRoutes(place)]
