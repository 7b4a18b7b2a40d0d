// What is owed each year, the titles that ask for it and whom, and what comes: pages of whoever follows the agreements.
import { z } from 'zod'
import { metropolitanAdministrator } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { html, type HtmlValue } from '#platform/html.ts'
import { type Context, one, page, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { field, lineOf, whole } from '#platform/screens/field.ts'
import { formOf, type FormScreen } from '#platform/screens/form.ts'
import { listOf } from '#platform/screens/list.ts'
import { notice, tag } from '#platform/ui/feedback.ts'
import { mediumDate, plural } from '#platform/ui/french.ts'
import { adminForm, adminFrame, adminList, type Authority, authorityNoun, territory } from '#territory'
import { the } from '#platform/french/noun.ts'
import { addMonths, stretches, yearOf, yearsOf } from '../life/life.ts'
import { COMING, comingOf, type Appointed } from '../dues/calendar.ts'
import { type Charged, charged, duesOf, issue, objectOf, toIssue } from '../dues/titles.ts'
import { writtenSiret } from '#platform/french/siret.ts'
import { euros, plainEuros } from '../price/money.ts'
import { sayBilling } from '../record/bill.ts'
import { agreement, agreements, todayOf } from '../record/write.ts'
import { BUDGET } from '../record/words.ts'
import { askedPanel, duesPage, type DuesView } from './pages/dues.ts'
import { byCommune, DUES, HERE } from './words.ts'

const TITLES = `${HERE}/titres`

async function viewOf(tx: Read, ctx: Context): Promise<DuesView> {
  const [today, rows] = [await todayOf(tx), await agreements(tx)]
  const years = [...new Set(rows.flatMap((row) => yearsOf(stretches(row))))].toSorted(
    (one, other) => one - other,
  )
  const asked = Number(one(ctx.query, 'annee'))
  const year = years.includes(asked) ? asked : yearOf(today)
  return {
    year,
    years,
    place: await territory(tx),
    dues: await duesOf(tx, year),
    mayIssue: metropolitanAdministrator.ever(ctx.actor) && year <= yearOf(today),
  }
}

/** GET /administration/conventions/echeances?annee= */
const showDues = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => page(duesPage(await adminFrame(ctx, tx), await viewOf(tx, ctx))))

/** The year of the address. @throws NotFound */
function yearAsked({ params }: Context): number {
  const year = whole(2000, 2200).safeParse(params.annee ?? '')
  if (!year.success) throw new NotFound()
  return year.data
}

/** The titles are read before they are issued; whatever changes meanwhile is read again. */
const issuing: FormScreen<Record<never, never>> = {
  at: `${DUES}/:annee/emettre`,
  action: 'agreement.write',
  title: 'Émettre les titres d’une année',
  form: formOf({}),
  button: 'Émettre ces titres',
  back: { href: `${DUES}?annee=:annee`, label: 'Revenir aux échéances' },
  async shown(tx, ctx) {
    const year = yearAsked(ctx)
    const { asked, version } = await toIssue(tx, year)
    if (asked.length === 0) throw new Conflict(allIssued(year))
    return {
      title: `Émettre ${plural(asked.length, 'titre', 'titres')} de ${year}`,
      intro: askedPanel(year, asked, await territory(tx)),
      version,
    }
  },
  async act(tx, _, ctx, version) {
    const year = yearAsked(ctx)
    const count = await issue(tx, year, version)
    const said =
      count === 0
        ? allIssued(year)
        : `${plural(count, 'titre émis', 'titres émis')} pour ${year}. Le fichier des titres les emporte vers la comptabilité.`
    return redirect(`${DUES}?annee=${year}`, said)
  },
}

const allIssued = (year: number): string => `Tous les titres de ${year} étaient déjà émis.`

const LACKING = 'SIRET absent'
/** Communes named above the list; the others are found by its filter. */
const NAMED = 8

/** Said before the file is taken: whose titles Chorus Pro would not take, and where to give what lacks. */
async function lackingNote(tx: Read): Promise<HtmlValue> {
  const lacking = new Map(
    (await charged(tx)).filter(({ row }) => row.siret === '').map((one) => [one.row.id, one]),
  )
  if (lacking.size === 0) return ''
  const named = [...lacking.values()].toSorted((one, other) => byCommune(one.debtor, other.debtor))
  const links = named
    .slice(0, NAMED)
    .map(({ row, debtor }, at) => html`${at > 0 && ', '}<a href="${HERE}/${row.id}">${debtor.name}</a>`)
  const others = named.length - links.length
  return notice(
    'warn',
    `${plural(lacking.size, 'convention', 'conventions')} sans SIRET`,
    html`<p>Leurs titres sont dans le fichier, sans ce que Chorus Pro demande du débiteur&nbsp;: ${links}${others > 0 && html` et <a href="${TITLES}?siret=non">${plural(others, 'autre', 'autres')}</a>`}.</p>`,
  )
}

/** The file that accounts take: a line a title, in the words of their program. */
const titles = listOf<Charged>({
  at: TITLES,
  action: 'agreement.read',
  title: 'Titres de recette',
  one: 'titre',
  several: 'titres',
  intro: html`<p class="reading">Le fichier CSV porte ce que Chorus Pro demande&nbsp;: SIRET du débiteur, code du service et numéro d’engagement quand la commune les a donnés, nature, fonction, titre, année, montants. Le logiciel de la comptabilité le reprend, et transmet les titres à Chorus Pro. <a href="${DUES}">Échéances</a></p>`,
  columns: [
    {
      label: 'Numéro',
      text: ({ title }) => title.number,
      sort: { name: 'numero', by: ({ title }) => title.number },
    },
    { label: 'Date', text: ({ title }) => title.issuedOn, cell: ({ title }) => mediumDate(title.issuedOn) },
    {
      label: 'Débiteur',
      text: ({ debtor }) => debtor.name,
      sort: { name: 'debiteur', by: ({ debtor }) => debtor.slug },
    },
    {
      label: 'SIRET',
      text: ({ row }) => row.siret,
      cell: ({ row }) => (row.siret === '' ? tag('warn', LACKING) : writtenSiret(row.siret)),
    },
    { label: 'Service', text: ({ row }) => row.serviceCode, cell: null },
    { label: 'Engagement', text: ({ row }) => row.commitment, cell: null },
    {
      label: 'Objet',
      text: ({ title, row }) => objectOf(row, title.year),
      cell: ({ title, row }) => html`<a href="${HERE}/${row.id}">${objectOf(row, title.year)}</a>`,
    },
    { label: 'Convention', text: ({ row }) => row.number, cell: null },
    { label: 'Année', text: ({ title }) => String(title.year), cell: null },
    { label: 'Nature', text: () => BUDGET.nature },
    { label: 'Fonction', text: () => BUDGET.function },
    {
      label: 'HT',
      text: ({ title }) => plainEuros(title.net),
      cell: ({ title }) => euros(title.net),
      right: true,
    },
    {
      label: 'TVA',
      text: ({ title }) => plainEuros(title.tax),
      cell: ({ title }) => euros(title.tax),
      right: true,
    },
    {
      label: 'TTC',
      text: ({ title }) => plainEuros(title.gross),
      cell: ({ title }) => euros(title.gross),
      right: true,
      sort: { name: 'ttc', by: ({ title }) => title.gross },
    },
    { label: 'Devise', text: () => 'EUR', cell: null },
  ],
  filters: [
    {
      name: 'q',
      label: 'Mots',
      placeholder: 'Débiteur, numéro',
      in: ({ title, debtor }) => [title.number, debtor.name],
    },
    {
      name: 'annee',
      label: 'Année',
      all: 'Toutes',
      of: ({ title }) => ({ value: String(title.year), label: String(title.year) }),
    },
    {
      name: 'siret',
      label: 'SIRET',
      all: 'Donnés ou non',
      of: ({ row }) =>
        row.siret === '' ? { value: 'non', label: LACKING } : { value: 'oui', label: 'Donné' },
    },
  ],
  note: lackingNote,
  id: ({ title }) => title.id,
  order: '-numero',
  size: 100,
  rows: charged,
  empty: { title: 'Aucun titre', text: 'Les titres s’émettent depuis les échéances d’une année.' },
  export: 'titres-de-recette',
})

/** What titles say of their debtor: nothing of it is voted, so it is noted at any time. */
const billingForm = formOf({
  siret: field({
    label: 'SIRET du débiteur',
    hint: '14 chiffres, tels que la commune les donne. Chorus Pro en a besoin.',
    optional: true,
    control: 'line',
    type: z.string().transform((text) => text.replaceAll(/[\s.]/g, '')),
    medium: true,
  }),
  serviceCode: field({
    label: 'Code du service',
    hint: 'Si la commune en demande un dans Chorus Pro.',
    optional: true,
    control: 'line',
    type: lineOf(100),
    medium: true,
  }),
  commitment: field({
    label: 'Numéro d’engagement',
    hint: 'Si la commune en demande un. C’est le sien, non le numéro de la convention.',
    optional: true,
    control: 'line',
    type: lineOf(50),
    medium: true,
  }),
})

const idOf = ({ params }: Context): number => Number(params.id)

const billing: FormScreen<typeof billingForm.fields> = {
  at: `${HERE}/:id/facturation`,
  action: 'agreement.write',
  title: 'Facturation d’une convention',
  form: billingForm,
  button: 'Enregistrer',
  back: { href: `${HERE}/:id`, label: 'Revenir à la convention' },
  async shown(tx, ctx) {
    const { authorityId, siret, serviceCode, commitment, version } = await agreement(tx, idOf(ctx))
    return {
      title: `Facturation\u00a0: ${the(authorityNoun((await territory(tx)).authority(authorityId)))}`,
      typed: { siret, serviceCode, commitment },
      version,
    }
  },
  async act(tx, said, ctx, version) {
    await sayBilling(tx, idOf(ctx), version, said)
    return redirect(`${HERE}/${idOf(ctx)}`, 'La facturation est notée\u00a0: les titres la reprennent.')
  },
}

interface Coming extends Appointed {
  authority: Authority
}

/** Months that the calendar looks ahead. */
const AHEAD_MONTHS = 18

const calendar = listOf<Coming>({
  at: `${HERE}/calendrier`,
  action: 'agreement.read',
  title: 'Calendrier des conventions',
  one: 'date',
  several: 'dates',
  intro: html`<p class="reading">Ce qui vient dans les ${AHEAD_MONTHS} mois. Les administrateurs des deux côtés en sont prévenus à temps. <a href="${HERE}">Revenir aux conventions</a></p>`,
  columns: [
    {
      label: 'Jour',
      text: ({ day }) => day,
      cell: ({ day }) => mediumDate(day),
      sort: { name: 'jour', by: ({ day }) => day },
    },
    {
      label: 'Quoi',
      text: ({ what }) => COMING[what],
      sort: { name: 'quoi', by: ({ what }) => COMING[what] },
    },
    {
      label: 'Commune',
      text: ({ authority }) => authority.name,
      cell: ({ authority, row }) => html`<a href="${HERE}/${row.id}">${authority.name}</a>`,
      sort: { name: 'commune', by: ({ authority }) => authority.slug },
    },
    { label: 'Convention', text: ({ row }) => row.number },
  ],
  filters: [
    {
      name: 'q',
      label: 'Mots',
      placeholder: 'Commune',
      in: ({ authority, row }) => [authority.name, row.number],
    },
    { name: 'quoi', label: 'Quoi', all: 'Tout', of: ({ what }) => ({ value: what, label: COMING[what] }) },
  ],
  id: ({ row, what, day }) => `${row.id}-${what}-${day}`,
  order: 'jour',
  size: 100,
  async rows(tx) {
    const [place, today, rows] = [await territory(tx), await todayOf(tx), await agreements(tx)]
    const until = addMonths(today, AHEAD_MONTHS)
    return rows.flatMap((row) =>
      comingOf(row, today, until).map((date) => ({ ...date, authority: place.authority(row.authorityId) })),
    )
  },
  empty: { title: 'Rien ne vient', text: 'Aucune convention n’a de date dans les mois à venir.' },
  export: 'calendrier-des-conventions',
})

export const dueRoutes: readonly Route[] = [
  {
    get: DUES,
    action: 'agreement.read',
    title: 'Échéances des conventions',
    face: 'admin',
    handle: showDues,
  },
  ...adminForm(issuing),
  ...adminForm(billing),
  ...adminList(titles),
  ...adminList(calendar),
]
