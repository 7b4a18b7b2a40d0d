// The forms that make a unit and change it.
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { type Context, one, redirect } from '#platform/http/route.ts'
import { html } from '#platform/html.ts'
import type { FormScreen } from '#platform/screens/form.ts'
import {
  changeUnit,
  createUnit,
  isWhole,
  type Rerouted,
  reroutedSentence,
  theirs,
  type Territory,
  territory,
  type Unit,
} from '#territory'
import { HOME, NEW_UNIT, UNIT, unitHref } from './addresses.ts'
import { authoritiesOf } from './list.ts'
import { asTyped, changing, choicesFor, making, saidOf } from './form.ts'

/** The unit of the address, when it is one they administer. @throws NotFound */
export function unitAsked(ctx: Context, tx: Read, place: Territory): Unit {
  const id = Number(ctx.params.unite)
  const unit = place.units.find((item) => item.id === id)
  if (unit === undefined || !theirs(tx, place)(unit)) throw new NotFound()
  return unit
}

/** What a unit does is its authority’s to say; communes are chosen where there are several. */
function notAsked(tx: Read, place: Territory, authorityId: number): ('functions' | 'communes')[] {
  if (!isWhole(tx, place, authorityId)) return ['functions', 'communes']
  return authorityId === place.metropolis.id ? [] : ['communes']
}

/** Told with what was done: requests to come that go elsewhere. */
const withTaken = (done: string, taken: readonly Rerouted[], place: Territory): string =>
  [
    done,
    ...taken.slice(0, 3).map((one) => reroutedSentence(one, place)),
    ...(taken.length > 3 ? [`${taken.length - 3} autres changements de service comme ceux-là.`] : []),
  ].join(' ')

/** GET and POST /administration/organisation/nouvelle-unite */
export const newUnit: FormScreen<typeof making.fields> = {
  at: NEW_UNIT,
  action: 'unit.change',
  title: 'Ajouter une unité',
  form: making,
  button: 'Ajouter cette unité',
  back: { href: HOME, label: 'Revenir à l’organisation' },
  async shown(tx, ctx) {
    const place = await territory(tx)
    const authorities = authoritiesOf(tx, place)
    const above = place.units.find(({ id }) => id === Number(one(ctx.query, 'sous')))
    const authority = authorities.find(({ id }) => id === above?.authorityId) ?? authorities[0]
    if (authority === undefined) throw new NotFound()
    const calendar = above?.calendarId ?? place.unitsOf(authority.id)[0]?.calendarId ?? ''
    return {
      typed: { authority: authority.slug, kind: 'service', parent: String(above?.id ?? ''), calendar },
      choices: choicesFor(
        place,
        authorities,
        theirs(tx, place),
        authorities.some(({ id }) => isWhole(tx, place, id)),
      ),
      without: authorities.length > 1 ? [] : notAsked(tx, place, authority.id),
    }
  },
  async act(tx, { authority: slug, ...typed }) {
    const place = await territory(tx)
    const authority = authoritiesOf(tx, place).find((item) => item.slug === slug)
    if (authority === undefined)
      throw new BadInput([{ field: 'authority', message: 'Choisissez une collectivité de la liste.' }])
    const none = isWhole(tx, place, authority.id) ? {} : { functions: [], communes: null }
    const { id, taken } = await createUnit(tx, authority.id, { ...saidOf(typed), ...none })
    const done = `L’unité «\u00a0${typed.name}\u00a0» est ouverte.`
    return redirect(unitHref(id), withTaken(done, taken, place))
  },
}

/** GET and POST /administration/organisation/unites/:unite/modifier */
export const unitChange: FormScreen<typeof changing.fields> = {
  at: `${UNIT}/modifier`,
  action: 'unit.change',
  title: 'Modifier une unité',
  form: changing,
  button: 'Enregistrer',
  back: { href: UNIT, label: 'Revenir à l’unité' },
  async shown(tx, ctx) {
    const place = await territory(tx)
    const unit = unitAsked(ctx, tx, place)
    const mine = theirs(tx, place)
    // Where it stands is offered, theirs or not: it may stay. Itself and what is below it are not.
    const others = choicesFor(
      place,
      [place.authority(unit.authorityId)],
      (item) => (mine(item) || item.id === unit.parentId) && !place.lineage(item.id).includes(unit.id),
      unit.parentId === null || isWhole(tx, place, unit.authorityId),
    )
    return {
      title: `Modifier «\u00a0${unit.name}\u00a0»`,
      intro: html`<p class="reading">Ce qui change vaut aussitôt, et se lit dans l’histoire de l’unité. Les demandes déjà reçues y restent.</p>`,
      typed: asTyped(unit),
      version: unit.version,
      choices: others,
      without: notAsked(tx, place, unit.authorityId),
    }
  },
  async act(tx, typed, ctx, version) {
    const place = await territory(tx)
    const unit = unitAsked(ctx, tx, place)
    const kept = Object.fromEntries(
      notAsked(tx, place, unit.authorityId).map((field) => [field, unit[field]]),
    )
    const taken = await changeUnit(tx, unit.id, version, { ...saidOf(typed), ...kept })
    return redirect(unitHref(unit.id), withTaken('L’unité est enregistrée.', taken, place))
  },
}
