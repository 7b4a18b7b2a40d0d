// The forms by which a town says a service otherwise for its residents, a group of parts each: at once, without a draft.
import type { Scope, Setting } from '#platform/house/settings.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, type FieldProblem, NotFound } from '#platform/errors.ts'
import { the, to } from '#platform/french/noun.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { type Field, field, several } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import {
  aboveWords,
  type Chosen,
  choose,
  chooserOf,
  isSameScope,
  latestOf,
  type Said,
  saidFor,
} from '#settings'
import {
  adminForm,
  areaNoun,
  type Authority,
  authorityNoun,
  receptionKindsOf,
  type Territory,
  territory,
} from '#territory'
import { isPromise, OWN_GROUPS, typeOf } from '../words/own.ts'
import type { Group } from '../words/parts.ts'
import { HERE } from './edit.ts'
import { OWN_SETTINGS, ownParts, promisedWith, scopeOf, STEPS, townsOf } from './own.ts'

const GIVEN_BACK = 'herite'
const givenBack: Field<string[]> = field({
  label: 'Revenir à ce que dit la métropole',
  hint: 'Ce qui est coché redevient hérité, quoi qu’il soit écrit plus haut.',
  optional: true,
  control: { several: [] },
  type: several,
})

const formOfTown = ({ parts }: Group) =>
  formOf({
    ...Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, { ...part.field, type: typeOf(part) } as Field]),
    ),
    [GIVEN_BACK]: givenBack as Field,
  })

/** The town and the service of the address. @throws NotFound for a town of others */
async function placeOf(tx: Read, { params }: Context, group: Group) {
  const place = await territory(tx)
  const town = townsOf(tx, place).find(({ slug }) => slug === params.commune)
  if (town === undefined) throw new NotFound()
  const scope = scopeOf(town, params.demarche ?? '')
  const own = await ownParts(tx, place, group.parts, scope)
  if (own.length === 0) throw new NotFound('La commune ne dit rien d’autre ici que la métropole.')
  return {
    place,
    town,
    scope,
    own,
    latest: await latestOf(
      tx,
      own.map(({ setting }) => setting.key),
      scope,
    ),
  }
}

const isOwn = ({ from }: Chosen, scope: Scope): boolean => from !== null && isSameScope(from, scope)

const plain = (text: string): string => text.replace(/\r\n?/g, '\n').trim()

/** Places of a kind that exists. */
function judgedPlaces(place: Territory, { lieux }: Readonly<Record<string, unknown>>): FieldProblem[] {
  const kinds = receptionKindsOf(place).map(({ id }) => id)
  const isUnknown = typeof lieux === 'string' && lieux !== '' && !kinds.includes(lieux)
  return isUnknown
    ? [{ field: 'lieux', message: `Écrivez l’un de ces genres\u00a0: ${kinds.join(', ')}.` }]
    : []
}

/** What a form of a town makes of the promises: what is wrong beside each field, and its own steps as they then read. */
async function promisesOf(
  tx: Read,
  scope: Scope,
  { parts }: Group,
  said: Readonly<Record<string, string | null>>,
): Promise<{ problems: FieldProblem[]; steps: string | null }> {
  if (!Object.values(parts).some(({ key, at }) => key === STEPS || isPromise({ at })))
    return { problems: [], steps: null }
  const { faults, stale, steps } = await promisedWith(tx, scope, said)
  const beside = (at: readonly string[], message: string): FieldProblem[] => {
    const field = Object.entries(parts).find(([, part]) => part.at.join() === at.join())?.[0]
    return field === undefined ? [] : [{ field, message }]
  }
  const problems = [
    ...stale.flatMap((sentence) => beside(['steps'], sentence)),
    ...faults.flatMap(({ at, sentence }) => beside(['delays', ...at], sentence)),
  ]
  return { problems, steps }
}

async function writeOwn(
  tx: Write,
  ctx: Context,
  group: Group,
  typed: Readonly<Record<string, unknown>>,
  seen: number,
): Promise<Authority> {
  const { place, town, scope, own, latest } = await placeOf(tx, ctx, group)
  if ((latest?.id ?? 0) !== seen) throw new Outdated(await chooserOf(tx, latest))
  const back = typed[GIVEN_BACK] as string[]
  const said: Record<string, string | null> = {}
  for (const { name, setting } of own) {
    const text = plain(String(typed[name]))
    const isTheirs = back.includes(name) || text === plain((await setting.inherited?.(tx, scope)) ?? '')
    said[setting.key] = isTheirs ? null : text
  }
  const promised = await promisesOf(tx, scope, group, said)
  const problems = [...judgedPlaces(place, typed), ...promised.problems]
  if (problems.length > 0) throw new BadInput(problems)
  for (const { setting } of own) await choose(tx, setting, scope, said[setting.key] ?? null)
  if (promised.steps !== null) await choose(tx, OWN_SETTINGS.get(STEPS) as Setting, scope, promised.steps)
  return town
}

const formRoutesOf = (group: Group): Route[] =>
  adminForm({
    at: `${HERE}/:demarche/communes/:commune/${group.name}`,
    action: 'text.write',
    title: group.title,
    form: formOfTown(group),
    button: 'Enregistrer',
    back: { href: `${HERE}/:demarche?pour=:commune`, label: 'Revenir à la démarche' },
    async shown(tx, ctx) {
      const { town, scope, own, latest } = await placeOf(tx, ctx, group)
      const chosenHere = own.filter(({ chosen }) => isOwn(chosen, scope))
      const said = await saidFor(
        tx,
        chosenHere.map(({ setting }) => setting),
        scope,
      )
      const unsaid = Object.keys(group.parts).filter((name) => !own.some((one) => one.name === name))
      return {
        title: `${group.title}, pour ${the(authorityNoun(town))}`,
        typed: Object.fromEntries(own.map(({ name, chosen }) => [name, chosen.typed])),
        choices: {
          [GIVEN_BACK]: chosenHere.map(
            ({ name, part }, index) =>
              [name, part.field.label, aboveWords(said[index] as Said) ?? ''] as const,
          ),
        },
        without: chosenHere.length === 0 ? [...unsaid, GIVEN_BACK] : unsaid,
        version: latest?.id ?? 0,
      }
    },
    async act(tx, input, ctx, version) {
      const town = await writeOwn(tx, ctx, group, input, version)
      const area = (await territory(tx)).communes.find(({ authorityId }) => authorityId === town.id)
      const where = area === undefined ? '' : ` ${to(areaNoun(area))}`
      return redirect(
        `${HERE}/${ctx.params.demarche}?pour=${town.slug}`,
        `Enregistré\u00a0: la page le dit dès maintenant${where}.`,
      )
    },
  })

export const townRoutes: readonly Route[] = OWN_GROUPS.filter(
  ({ parts }) => Object.keys(parts).length > 0,
).flatMap(formRoutesOf)
