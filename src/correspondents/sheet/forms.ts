// What a correspondent says of themselves; what one wants to speak of before a sheet is validated; who takes it over, and when.
import type { Read } from '#platform/db/db.ts'
import { html } from '#platform/html.ts'
import { redirect, type Route } from '#platform/http/route.ts'
import { type Choice, day, field, lineOf } from '#platform/screens/field.ts'
import { formOf, formRoutes } from '#platform/screens/form.ts'
import { linkList } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { longDate, plural } from '#platform/ui/french.ts'
import { ofPerson } from '#platform/french/noun.ts'
import { contributed } from '#steering'
import { addDays, intranetFrame, localDay, territory } from '#territory'
import { z } from 'zod'
import { correspondentOf, doubt, fillCard, handOver } from '../record/act.ts'
import { colleaguesOf, type Correspondent } from '../record/queries.ts'
import { addressOf, HERE, idIn } from '../record/words.ts'

const ONE = `${HERE}/:correspondant`
const MOST_SKILLS = 8
const MOST_EACH = 60

const skills = z
  .string()
  .transform((text) => [...new Set(text.split(',').map((one) => one.trim().replaceAll(/\s+/g, ' ')))])
  .transform((list) => list.filter((one) => one !== ''))
  .refine((list) => list.length <= MOST_SKILLS, `Écrivez-en ${MOST_SKILLS} au plus.`)
  .refine(
    (list) => list.every((one) => one.length <= MOST_EACH),
    `${MOST_EACH} caractères au plus pour chacune.`,
  )

const back = { href: ONE, label: 'Revenir à la fiche' }

const card = formRoutes(
  {
    at: `${ONE}/identification`,
    face: 'agent',
    action: 'correspondent.answer',
    title: 'Ma fiche d’identification',
    form: formOf({
      about: field({
        label: 'Ce dont je m’occupe',
        hint: 'Les services que vous suivez, les sujets sur lesquels on peut vous solliciter.',
        optional: true,
        control: 'text',
        rows: 4,
        type: lineOf(1200),
      }),
      skills: field({
        label: 'Compétences',
        hint: 'Séparées par des virgules\u00a0: rédaction simple, photo, animation de réunion.',
        optional: true,
        control: 'line',
        type: skills,
      }),
      pace: field({
        label: 'Temps reconnu',
        hint: 'Une demi-journée par semaine, le jeudi matin.',
        optional: true,
        control: 'line',
        type: lineOf(160),
      }),
    }),
    button: 'Enregistrer',
    back,
    async shown(tx, ctx) {
      const { about, skills: own, pace } = await correspondentOf(tx, idIn(ctx))
      return {
        typed: { about, pace, skills: own.join(', ') },
        intro: html`<p class="reading">Les agents de votre collectivité la lisent tant que vous êtes en exercice.</p>`,
      }
    },
    async act(tx, said, ctx) {
      const id = idIn(ctx)
      await fillCard(tx, id, said)
      return redirect(addressOf(id), 'Votre fiche est enregistrée.')
    },
  },
  intranetFrame,
)

const doubtForm = formOf({
  word: field({
    label: 'Ce que vous voulez éclaircir',
    hint: 'Lu par qui anime le réseau, et par l’autre personne qui valide.',
    control: 'text',
    rows: 3,
    type: lineOf(400).refine((text) => text.length > 2, 'Dites en une phrase ce qui vous retient.'),
  }),
})

/** The correspondent, or whoever heads the unit: each has their turn. */
const talk = formRoutes(
  {
    at: `${ONE}/reparler`,
    face: 'agent',
    action: 'correspondent.read',
    title: 'En reparler d’abord',
    form: doubtForm,
    button: 'Envoyer',
    back,
    async shown(tx, ctx) {
      await correspondentOf(tx, idIn(ctx))
      return {}
    },
    async act(tx, { word }, ctx) {
      const id = idIn(ctx)
      await doubt(tx, id, word)
      return redirect(addressOf(id), 'C’est dit à qui anime le réseau.')
    },
  },
  intranetFrame,
)

const NOBODY: Choice = ['', 'Personne encore']

async function choices(tx: Read, { authorityId, personId }: Correspondent): Promise<Choice[]> {
  const place = await territory(tx)
  const others = (await colleaguesOf(tx, authorityId)).filter((one) => one.personId !== personId)
  return [
    NOBODY,
    ...others.map((one): Choice => [String(one.personId), one.name, place.unit(one.unitId).name]),
  ]
}

/** What they wrote in a year, for whoever takes it over. */
async function left(tx: Read, one: Correspondent) {
  const wrote = (await contributed(tx, one)).filter(({ isOnline }) => isOnline)
  if (wrote.length === 0)
    return html`<p class="meta">${one.name} n’a écrit aucun contenu en ligne depuis un an.</p>`
  const place = await territory(tx)
  return panel(
    `${plural(wrote.length, 'contenu en ligne', 'contenus en ligne')} ${ofPerson(one.name)}`,
    html`<p>Dites à qui prend la suite qu’il lui revient de les relire.</p>${linkList(
      wrote.slice(0, 12).map(({ contentId, title, unitId, lastAt }) => ({
        href: `/contenus/${contentId}/lire`,
        label: title,
        end: html`<span class="meta">${place.unit(unitId).name}, ${longDate(lastAt, place.zone)}</span>`,
      })),
    )}`,
  )
}

const relay = formRoutes(
  {
    at: `${ONE}/relais`,
    face: 'agent',
    action: 'correspondent.keep',
    title: 'Passer la main',
    form: formOf({
      until: field({ label: 'Son dernier jour', control: 'day', medium: true, type: day }),
      person: field({
        label: 'Qui prend la suite',
        hint: 'Cette personne est pressentie pour la même direction\u00a0: elle valide à son tour la fiche mission.',
        optional: true,
        control: { list: [], seek: 'Chercher une personne' },
        type: z.string().regex(/^(\d{1,12})?$/, 'Choisissez une personne de la liste.'),
      }),
    }),
    button: 'Passer la main',
    back,
    async shown(tx, ctx) {
      const one = await correspondentOf(tx, idIn(ctx))
      const today = localDay(tx.now, (await territory(tx)).zone)
      return {
        ...{ title: `Passer le relais ${ofPerson(one.name)}`, typed: { until: addDays(today, 30) } },
        choices: { person: await choices(tx, one) },
        intro: await left(tx, one),
      }
    },
    async act(tx, { until, person }, ctx) {
      const id = idIn(ctx)
      const next = await handOver(tx, id, { until, successorId: person === '' ? null : Number(person) })
      return next === null
        ? redirect(
            addressOf(id),
            'Le dernier jour est noté\u00a0: la direction n’a pas encore de successeur.',
          )
        : redirect(addressOf(next), 'Le relais est passé\u00a0: la personne pressentie est prévenue.')
    },
  },
  intranetFrame,
)

export const sheetForms: readonly Route[] = [...card, ...talk, ...relay]
