// What whoever animates a network writes: who is named, and the mission sheet, in numbered wordings.
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { type Choice, day, field, lineOf } from '#platform/screens/field.ts'
import { formOf, formRoutes } from '#platform/screens/form.ts'
import { linkButton } from '#platform/ui/button.ts'
import { notice } from '#platform/ui/feedback.ts'
import { longDate } from '#platform/ui/french.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { intranetFrame, localDay, territory } from '#territory'
import { z } from 'zod'
import { nameCorrespondent, wordSheet } from '../record/act.ts'
import { colleaguesOf, type Sheet, sheetsOf } from '../record/queries.ts'
import { addressOf, KEPT, networksOf, SHEETS } from '../record/words.ts'

const back = { href: KEPT, label: 'Animer le réseau' }
const action = 'correspondent.keep'

async function units(tx: Read): Promise<Choice[]> {
  const place = await territory(tx)
  return networksOf(tx.actor).flatMap((id) =>
    place.unitsOf(id).map((unit): Choice => [String(unit.id), unit.name, place.authority(id).name]),
  )
}

async function people(tx: Read): Promise<Choice[]> {
  const place = await territory(tx)
  const found: Choice[] = []
  for (const id of networksOf(tx.actor))
    for (const one of await colleaguesOf(tx, id))
      found.push([String(one.personId), one.name, place.unit(one.unitId).name])
  return found
}

/** The last wording of each network; null: none yet. */
async function lastSheets(tx: Read): Promise<[authorityId: number, sheet: Sheet | null][]> {
  const found: [number, Sheet | null][] = []
  for (const id of networksOf(tx.actor)) found.push([id, (await sheetsOf(tx, id))[0] ?? null])
  return found
}

async function sheetFirst(tx: Read): Promise<Html | null> {
  const isMissing = (await lastSheets(tx)).every(([, sheet]) => sheet === null)
  return isMissing
    ? notice(
        'info',
        'Écrivez d’abord la fiche mission',
        html`<p>C’est elle que chacun valide.</p><p>${linkButton('Écrire la fiche mission', SHEETS)}</p>`,
      )
    : html`<p class="reading">La personne valide elle-même sa fiche mission, puis la direction. Elle n’est en exercice qu’après les deux.</p>`
}

const naming = formRoutes(
  {
    at: `${KEPT}/nommer`,
    ...{ face: 'agent', action, title: 'Nommer un correspondant', button: 'Proposer', back },
    form: formOf({
      unit: field({
        label: 'Direction',
        control: { list: [], seek: 'Chercher une direction' },
        type: z.string().regex(/^\d{1,9}$/, 'Choisissez la direction.'),
      }),
      person: field({
        label: 'Qui',
        hint: 'Quelqu’un qui y travaille, ou tout près.',
        control: { list: [], seek: 'Chercher une personne' },
        type: z.string().regex(/^\d{1,12}$/, 'Choisissez la personne.'),
      }),
      since: field({ label: 'À partir du', control: 'day', medium: true, type: day }),
    }),
    async shown(tx, { query }) {
      const { zone } = await territory(tx)
      const unit = typeof query.direction === 'string' ? query.direction : ''
      return {
        typed: { since: localDay(tx.now, zone), unit },
        choices: { unit: await units(tx), person: await people(tx) },
        intro: await sheetFirst(tx),
      }
    },
    async act(tx, { unit, person, since }) {
      if (!(await units(tx)).some(([id]) => id === unit))
        throw new BadInput([{ field: 'unit', message: 'Choisissez une direction de la liste.' }])
      if (since < '2000-01-01' || since > '9999-12-31')
        throw new BadInput([{ field: 'since', message: 'Écrivez un jour depuis l’an 2000.' }])
      const id = await nameCorrespondent(tx, { unitId: Number(unit), personId: Number(person), since })
      return redirect(addressOf(id), 'La proposition est faite\u00a0: la personne est prévenue.')
    },
  },
  intranetFrame,
)

const missions = z
  .string()
  .transform((text) =>
    text
      .split('\n')
      .map((line) => line.trim().replace(/^[-–•*]\s*/, ''))
      .filter((line) => line !== ''),
  )
  .refine((list) => list.length > 0, 'Écrivez au moins une mission.')
  .refine((list) => list.length <= 12, 'Écrivez 12 missions au plus.')
  .refine((list) => list.every((line) => line.length <= 300), 'Une mission tient en 300 caractères au plus.')

const sheetForm = formOf({
  role: field({
    label: 'Rôle',
    hint: 'Ce que l’on attend d’un correspondant, en deux phrases.',
    control: 'text',
    rows: 4,
    type: lineOf(1200).refine((text) => text.length > 9, 'Dites en une ou deux phrases ce que l’on attend.'),
  }),
  missions: field({ label: 'Missions', hint: 'Une par ligne.', control: 'text', rows: 7, type: missions }),
  conditions: field({
    label: 'Conditions',
    hint: 'Le temps reconnu, la formation, qui remplace, jusqu’à quand.',
    control: 'text',
    rows: 4,
    type: lineOf(1200).refine((text) => text.length > 2, 'Dites dans quelles conditions.'),
  }),
})

const ONE_SHEET = `${SHEETS}/:collectivite`

/** That of the address, where one animates the network. @throws NotFound */
async function askedNetwork(tx: Read, slug: string | undefined): Promise<{ id: number; name: string }> {
  const place = await territory(tx)
  const found = networksOf(tx.actor)
    .map((id) => place.authority(id))
    .find((authority) => authority.slug === slug)
  if (found === undefined) throw new NotFound()
  return found
}

const wording = formRoutes(
  {
    at: ONE_SHEET,
    ...{
      face: 'agent',
      action,
      title: 'La fiche mission',
      form: sheetForm,
      button: 'Enregistrer une nouvelle version',
      back,
    },
    async shown(tx, ctx) {
      const { id, name } = await askedNetwork(tx, ctx.params.collectivite)
      const [last] = await sheetsOf(tx, id)
      const { zone } = await territory(tx)
      const said =
        last === undefined
          ? html`<p class="reading">Chaque correspondant la valide, puis sa direction.</p>`
          : html`<p class="reading">Version n°&nbsp;${last.n}, écrite par ${last.writtenName} le ${longDate(last.writtenAt, zone)}. Une nouvelle version vaut pour les correspondants nommés ensuite&nbsp;: ce qui est déjà validé reste ce qui a été lu.</p>`
      return {
        ...{ title: `La fiche mission, ${name}`, intro: said, version: last?.n ?? 0 },
        typed:
          last === undefined
            ? {}
            : { role: last.role, missions: last.missions.join('\n'), conditions: last.conditions },
      }
    },
    async act(tx, said, ctx, version) {
      const { id } = await askedNetwork(tx, ctx.params.collectivite)
      const [last] = await sheetsOf(tx, id)
      if ((last?.n ?? 0) !== version) throw new Outdated(last?.writtenName ?? 'quelqu’un')
      await wordSheet(tx, id, said)
      return redirect(KEPT, 'La fiche mission est enregistrée.')
    },
  },
  intranetFrame,
)

export const keepingRoutes: readonly Route[] = [
  ...naming,
  {
    get: SHEETS,
    ...{ action, title: 'Fiche mission', face: 'agent' },
    handle: (ctx: Context): Promise<Reply> =>
      ctx.db.read(ctx.actor, async (tx) => {
        const [first] = networksOf(ctx.actor)
        if (first === undefined) throw new NotFound()
        return redirect(`${SHEETS}/${(await territory(tx)).authority(first).slug}`)
      }),
  },
  ...wording,
]
