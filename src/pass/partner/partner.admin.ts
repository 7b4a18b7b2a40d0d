// Forms of a partner: signed, changed, made lasting, ended before its time.
import { z } from 'zod'
import { siretFault } from '#platform/french/siret.ts'
import type { Read } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { redirect, type Route, type Values } from '#platform/http/route.ts'
import { type Choice, day, field, lineOf, whole } from '#platform/screens/field.ts'
import { formOf, type ReadFields } from '#platform/screens/form.ts'
import { longDate } from '#platform/ui/french.ts'
import { adminForm, administeredAuthorities, territory, todayThere } from '#territory'
import { openSectors, SECTOR_IDS, sectorName } from '../record/sectors.ts'
import { changePartner, endPartner, keptPartner, makeLasting, signPartner } from './keep.ts'
import type { KeptPartner, SaidOfPartner } from './queries.ts'
import { addressOf, HERE, ONE } from './words.ts'

const action = 'passpartner.keep'

/** A number, or nothing: null. */
export const numberOrNone = (least: number, most: number) =>
  z
    .string()
    .transform((text) => (text.trim() === '' ? null : text))
    .pipe(whole(least, most).nullable())

const siret = z
  .string()
  .transform((text) => text.replaceAll(/\s/g, ''))
  .superRefine((digits, context) => {
    const fault = digits === '' ? null : siretFault(digits)
    if (fault !== null) context.addIssue({ code: 'custom', message: fault })
  })
  .transform((digits) => (digits === '' ? null : digits))

const fields = {
  name: field({
    label: 'Nom',
    hint: 'Celui que les habitants connaissent\u00a0: Les piscines de la métropole.',
    control: 'line',
    type: lineOf(80).refine((text) => text.length > 1, 'Écrivez le nom du partenaire.'),
  }),
  status: field({
    label: 'Statut',
    control: [
      ['public', 'Public', 'Un service de la métropole, d’une commune, d’un établissement.'],
      ['private', 'Privé', 'Ce qui lui est dû se décompte chaque mois.'],
    ],
    type: z.enum(['public', 'private'], 'Dites s’il est public ou privé.'),
  }),
  about: field({
    label: 'Ce qu’on y trouve',
    hint: 'En deux ou trois phrases, pour les habitants.',
    control: 'text',
    rows: 4,
    type: lineOf(1000).refine((text) => text.length > 9, 'Présentez-le en une ou deux phrases.'),
  }),
  siret: field({
    label: 'SIRET',
    hint: 'Nécessaire pour payer un partenaire privé.',
    optional: true,
    control: 'line',
    medium: true,
    type: siret,
  }),
  sectors: field({
    label: 'Secteurs',
    hint: 'Ceux que la convention ouvre à la collectivité. Un partenaire ne voit rien d’un autre secteur.',
    control: { several: SECTOR_IDS.map((id): Choice => [id, sectorName(id)]) },
    type: z
      .array(z.string())
      .refine((list) => list.length > 0, 'Choisissez au moins un secteur.')
      .refine((list) => list.length <= 6, 'Choisissez six secteurs au plus.')
      .refine((list) => list.every((id) => SECTOR_IDS.includes(id)), 'Choisissez dans la liste.'),
  }),
  since: field({ label: 'Premier jour', control: 'day', medium: true, type: day }),
  until: field({
    label: 'Dernier jour',
    hint: 'Les portes n’ouvrent plus rien la nuit suivante.',
    control: 'day',
    medium: true,
    type: day,
  }),
  mostHolders: field({
    label: 'Titulaires au plus',
    hint: 'Pour un essai\u00a0: au-delà, personne d’autre ne peut en avoir les produits. Vide\u00a0: ce n’est pas un essai.',
    optional: true,
    control: 'line',
    medium: true,
    type: numberOrNone(1, 1_000_000),
  }),
}

const newForm = formOf({
  authority: field({
    label: 'Collectivité qui signe',
    control: { list: [] },
    type: z
      .string()
      .regex(/^\d{1,9}$/, 'Choisissez une collectivité.')
      .transform(Number),
  }),
  ...fields,
})

const saidOf = ({ status, siret: digits, ...typed }: ReadFields<typeof fields>): SaidOfPartner => {
  if (status === 'private' && digits === null)
    throw new BadInput([
      { field: 'siret', message: 'Un partenaire privé est payé\u00a0: écrivez son SIRET.' },
    ])
  if (typed.until < typed.since)
    throw new BadInput([{ field: 'until', message: 'L’accord finit avant d’avoir commencé.' }])
  return { ...typed, isPrivate: status === 'private', siret: digits }
}

const typedOf = (kept: KeptPartner): Values => ({
  ...{ name: kept.name, about: kept.about, siret: kept.siret ?? '', sectors: [...kept.sectors] },
  ...{ since: kept.since, until: kept.until, status: kept.isPrivate ? 'private' : 'public' },
  mostHolders: kept.mostHolders === null ? '' : String(kept.mostHolders),
})

/** What the agreement opens to an authority, and those besides; null: several authorities may sign, and each has its own. */
async function sectorChoices(tx: Read, authorityId: number | null, besides: readonly string[] = []) {
  if (authorityId === null) return {}
  const open = await openSectors(tx, authorityId)
  const ids = SECTOR_IDS.filter((id) => open.includes(id) || besides.includes(id))
  return {
    sectors: ids.map(
      (id): Choice =>
        open.includes(id)
          ? [id, sectorName(id)]
          : [id, sectorName(id), 'Fermé\u00a0: la convention ne l’ouvre pas.'],
    ),
  }
}

const authorities = async (tx: Read) => administeredAuthorities(tx, await territory(tx))

const signing = adminForm({
  at: `${HERE}/partenaires/nouveau`,
  action,
  title: 'Ajouter un partenaire',
  button: 'Ajouter ce partenaire',
  back: { href: HERE, label: 'Revenir aux partenaires' },
  form: newForm,
  async shown(tx) {
    const own = await authorities(tx)
    const first = tx.actor.memberships.find(({ role }) => role === 'admin')?.authorityId
    return {
      typed: { authority: String(first ?? ''), since: await todayThere(tx) },
      choices: {
        authority: own.map(({ id, name }): [string, string] => [String(id), name]),
        ...(await sectorChoices(tx, own.length === 1 ? (own[0]?.id ?? null) : null)),
      },
    }
  },
  async act(tx, { authority, ...typed }) {
    if (!(await authorities(tx)).some(({ id }) => id === authority))
      throw new BadInput([{ field: 'authority', message: 'Choisissez une collectivité de la liste.' }])
    const id = await signPartner(tx, authority, saidOf(typed))
    return redirect(addressOf(id), 'Le partenaire est ajouté. Donnez-lui un lieu, puis un produit.')
  },
})

const back = { href: ONE, label: 'Revenir au partenaire' }

const changing = adminForm({
  at: `${ONE}/modifier`,
  action,
  title: 'Modifier un partenaire',
  button: 'Enregistrer',
  back,
  form: formOf(fields),
  async shown(tx, ctx) {
    const partner = await keptPartner(tx, ctx.params.partenaire)
    return {
      title: `Modifier ${partner.name}`,
      typed: typedOf(partner),
      version: partner.version,
      choices: await sectorChoices(tx, partner.authorityId, partner.sectors),
    }
  },
  async act(tx, typed, ctx, version) {
    const partner = await keptPartner(tx, ctx.params.partenaire)
    await changePartner(tx, partner, version, saidOf(typed))
    return redirect(addressOf(partner.id), 'Le partenaire est modifié.')
  },
})

const lasting = adminForm({
  at: `${ONE}/durable`,
  action,
  title: 'De l’essai à un accord durable',
  button: 'Rendre cet accord durable',
  back,
  form: formOf({
    until: field({ label: 'Nouveau dernier jour', control: 'day', medium: true, type: day }),
  }),
  async shown(tx, ctx) {
    const { name, mostHolders, until } = await keptPartner(tx, ctx.params.partenaire)
    return {
      title: `${name}\u00a0: de l’essai à un accord durable`,
      typed: { until },
      intro: html`<p class="reading">Il n’y a plus de nombre de titulaires au plus${mostHolders === null ? '' : ` (${mostHolders} aujourd’hui)`}. Les produits, les prix, les portes et les titulaires restent les mêmes.</p>`,
      ...(mostHolders === null
        ? { closed: { title: 'Ce n’est pas un essai', text: 'Cet accord est déjà durable.' } }
        : {}),
    }
  },
  async act(tx, { until }, ctx) {
    const partner = await keptPartner(tx, ctx.params.partenaire)
    await makeLasting(tx, partner, until)
    return redirect(addressOf(partner.id), `L’accord est durable, jusqu’au ${longDate(until)}.`)
  },
})

const ending = adminForm({
  at: `${ONE}/fin`,
  action,
  title: 'Mettre fin à un accord',
  button: 'Mettre fin à cet accord',
  back,
  form: formOf({
    lastDay: field({ label: 'Dernier jour', control: 'day', medium: true, type: day }),
  }),
  async shown(tx, ctx) {
    const { name, version } = await keptPartner(tx, ctx.params.partenaire)
    return {
      title: `Mettre fin à l’accord avec ${name}`,
      version,
      typed: { lastDay: await todayThere(tx) },
      intro: html`<p class="reading">Ses portes n’ouvrent plus rien la nuit qui suit ce jour. Les personnes qui y travaillent lisent leurs pages pendant trente jours, sans rien y changer. Ce que les titulaires avaient reste dit sur leur pass.</p>`,
    }
  },
  async act(tx, { lastDay }, ctx, version) {
    const partner = await keptPartner(tx, ctx.params.partenaire)
    await endPartner(tx, partner, version, lastDay)
    return redirect(addressOf(partner.id), `L’accord finit le ${longDate(lastDay)}.`)
  },
})

export const partnerForms: readonly Route[] = [...signing, ...changing, ...lasting, ...ending]
